// Folders that are empty when a pod starts: what the image has there is hidden.
import { inOrder, satisfying } from './check';
import { mountPath } from './mount-path';

const FILES =
  /^\/etc\/(hosts|hostname|resolv\.conf|passwd|group|shadow|nsswitch\.conf|localtime|timezone|os-release|ssl\/cert\.pem)(\/|$)/;
const SYSTEM =
  /^\/(var|etc|etc\/ssl|etc\/ssl\/certs|boot|lib(32|64|x32)?|usr|usr\/(lib(32|64|x32)?|libexec|share|local|local\/(lib|share)))$/;
const PROGRAMS = /^(\/usr|\/usr\/local)?\/s?bin(\/|$)|^\/busybox(\/|$)/;
/** Certificates and time zones, which programs read wherever they are written. */
const DATA = /^\/(etc\/pki|usr\/share\/(zoneinfo|ca-certificates))(\/|$)/;

/** Accepts a folder to write to. */
export const writablePath = inOrder(
  mountPath,
  satisfying(
    (path: string) => ![FILES, SYSTEM, PROGRAMS, DATA].some((pattern) => pattern.test(path)),
    'folders without programs and files of the system (an empty folder would hide them)',
    { wayOut: "Choose a folder of the program's own, such as /var/cache/app" },
  ),
);

// Hosts that a text names: as a whole, in a URL, before a port, or as a setting. A word in a sentence is no host.

/** A host, and the port after it. */
export interface NamedHost {
  readonly host: string;
  readonly port?: number;
  /** Whether nothing but the name of a variable says that it is a host. */
  readonly isBare: boolean;
}

const HOST = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?';
const URL_HOST = new RegExp(`^(?:jdbc:)?[a-z][a-z0-9+.-]*://(?:[^/@\\s]*@)?(${HOST})(?::(\\d{1,5}))?(?=[/?#,]|$)`, 'i');
const HOST_AND_PORT = new RegExp(`^(${HOST})(?::(\\d{1,5}))?$`);
const SETTING = new RegExp(`(?:^|[\\s;])(?:host|server|data source)=(${HOST})(?=[\\s;,:]|$)`, 'i');

/** Returns the hosts that a text names. A list may have commas. */
export function namedHosts(text: string): NamedHost[] {
  if (text.length > 2048) return [];
  const setting = SETTING.exec(text);
  if (setting) return [{ host: setting[1].toLowerCase(), isBare: false }];
  return text.split(',').flatMap((item) => {
    const found = URL_HOST.exec(item) ?? HOST_AND_PORT.exec(item);
    if (found === null) return [];
    const port = (found[2] as string | undefined) === undefined ? undefined : Number(found[2]);
    return [{ host: found[1].toLowerCase(), port, isBare: !item.includes('://') }];
  });
}

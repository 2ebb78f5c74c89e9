// Random answers to the question whether a program is up.
import { Duration } from 'cdk8s';
import { Health, type HttpHealthOptions } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { text } from './values';

/** @param hasPort whether the component has a port, which probes use by default */
export function health(draw: Draw, hasPort: boolean): Health {
  const chosen = draw.pick(http, tcp, command, none)(draw, hasPort);
  if (draw.boolean()) return chosen;
  return chosen.withStartupTimeout(draw.at('Health.withStartupTimeout.startup', Duration.minutes(draw.integer(1, 60))));
}

function http(draw: Draw, hasPort: boolean): Health {
  const port = () => draw.at('HttpHealthOptions.port', draw.integer(1, 65535));
  const options = draw.group<HttpHealthOptions>('HttpHealthOptions', { livenessPath: () => `/live/${draw.word()}` });
  const usesDefaultPort = hasPort && draw.boolean();
  return Health.http(
    draw.at('Health.http.path', `/ready/${draw.word()}?full=1`),
    usesDefaultPort ? options : { ...options, port: port() },
  );
}

function tcp(draw: Draw, hasPort: boolean): Health {
  return hasPort && draw.boolean() ? Health.tcp() : Health.tcp(draw.at('Health.tcp.port', draw.integer(1, 65535)));
}

function command(draw: Draw): Health {
  const words = ['check', ...draw.list('Health.command.command', 3, () => text(draw))];
  return Health.command(draw.at('Health.command.command', words));
}

function none(draw: Draw): Health {
  return draw.at('Health.none', Health.none());
}

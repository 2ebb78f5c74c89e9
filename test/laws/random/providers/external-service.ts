// Random services outside the cluster.
import { ExternalService, type ExternalServiceProps } from 'cdk8s-webstack';
import { moreVariables, variablesOf } from '../connection-options';
import { locate, type Offer, type Scene } from '../scene';
import { hostTarget } from '../traffic';
import { cidrs, variableName } from '../values';

export function externalService(scene: Scene): Offer {
  const { draw, namespace } = scene;
  const { scope, id, name } = locate(scene, 'ExternalService');
  const host = draw.at('ExternalServiceProps.host', draw.pick(`${draw.word()}.example`, '192.0.2.7'));
  const port = draw.at('ExternalServiceProps.port', draw.integer(1, 65535));
  const { url, ...options } = {
    ...draw.group<ExternalServiceProps>('ExternalServiceProps', {
      hostVariable: () => variableName(draw),
      portVariable: () => variableName(draw),
      cidrs: () => cidrs(draw, 'ExternalServiceProps.cidrs'),
    }),
    ...moreVariables(scene),
  };
  const provider = new ExternalService(scope, id, { host, port, ...options, url });
  const prefix = name.toUpperCase().replaceAll('-', '_');
  const { hostVariable = `${prefix}_HOST`, portVariable = `${prefix}_PORT` } = options;
  return {
    ...{ provider, namespace, usableFrom: [] },
    ...variablesOf({ ...options, hostVariable, portVariable, url }),
    ...{ target: hostTarget(host, port, options.cidrs), destination: `${host}:${port}` },
  };
}

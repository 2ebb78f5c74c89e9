// Random properties of all workloads.
import type { EgressRule, LifecycleProps, PodProps, ProgramProps, TrafficProps, WorkloadProps } from 'cdk8s-webstack';
import { environment, files } from './files';
import { health } from './health';
import type { Edge, Scene } from './scene';
import { egressRule } from './traffic';
import { chooseProviders } from './uses';
import { image, resources, scheduling, security, termination, text } from './values';

export interface ChosenWorkload {
  readonly props: WorkloadProps;
  /** Whether a volume of it is for one pod. */
  readonly isExclusive: boolean;
  readonly edges: Edge[];
}

/** @param hasPort whether the component has a port, which probes use by default */
export function workloadProps(scene: Scene, name: string, hasPort: boolean): ChosenWorkload {
  const { draw } = scene;
  const { props: fileProps, isExclusive } = files(scene);
  const isOnOneNode = isExclusive || Object.keys(fileProps.volumes ?? {}).length === 0;
  const { providers, edges, taken } = chooseProviders(scene, name);
  const texts = (place: string) => () => draw.list(place, 3, () => text(draw));
  const props: WorkloadProps = {
    image: draw.at('ProgramProps.image', image(draw)),
    ...draw.group<ProgramProps>('ProgramProps', {
      command: texts('ProgramProps.command'),
      args: texts('ProgramProps.args'),
    }),
    ...draw.group<LifecycleProps>('LifecycleProps', {
      health: () => health(draw, hasPort),
      termination: () => termination(draw),
    }),
    ...draw.group<PodProps>('PodProps', {
      resources: () => resources(draw),
      security: () => security(scene, isOnOneNode),
      scheduling: () => scheduling(draw),
    }),
    ...draw.group<TrafficProps>('TrafficProps', { allowEgress: () => allowEgress(scene, name) }),
    ...environment(scene, taken),
    ...fileProps,
    uses: draw.at('EnvironmentProps.uses', providers),
  };
  return { props, isExclusive, edges };
}

function allowEgress({ draw, facts, namespace }: Scene, name: string): EgressRule[] {
  return Array.from({ length: draw.integer(0, 2) }, () => {
    const { rule, target } = egressRule(draw);
    facts.targets.push({ workload: `${namespace}/${name}`, target });
    return rule;
  });
}

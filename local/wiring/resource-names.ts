/** Finds the resources of a running assembly by the names people have for them. */
import type { Json } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';

export interface ResourceNames {
  /**
   * The resource at a construct path (`Service/Api/Handler`, with or without `/Resource`) or `Stack.LogicalId`.
   * @throws when there is none
   */
  readonly find: (pathOrId: string) => Resource;
  readonly ofType: (type: string) => readonly Resource[];
  /** The value of a stack's output, `Stack.OutputId`. */
  readonly output: (name: string) => Json;
}

export const resourceNames = (resources: readonly Resource[], outputs: ReadonlyMap<string, Json>): ResourceNames => ({
  find: (pathOrId) => {
    const found = resources.find(
      ({ constructPath, stack, logicalId }) =>
        constructPath === pathOrId || constructPath === `${pathOrId}/Resource` || `${stack}.${logicalId}` === pathOrId,
    );
    if (found === undefined) throw new Error(`there is no resource ${pathOrId} in this assembly`);
    return found;
  },
  ofType: (type) => resources.filter((resource) => resource.type === type),
  output: (name) => {
    const value = outputs.get(name);
    if (value === undefined) throw new Error(`there is no output ${name}; there are ${[...outputs.keys()].join(', ')}`);
    return value;
  },
});

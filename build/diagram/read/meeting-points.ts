import { resourcesOf, textOf } from '../../check/template.ts';
import type { Thing } from '../model/graph.ts';
import { outsideKind } from '../model/kinds.ts';
import type { RawLink } from './raw-link.ts';
import { isVersionRecord, type World } from './world.ts';

const others: Thing = {
  id: 'outside:other-products',
  name: 'Other products',
  kind: outsideKind('Launched in', 'this account', 'account'),
  made: false,
  details: [],
  encrypted: false,
  members: [],
};

/** Products find each other through parameters below one path: whoever writes there is read by others. */
export function linksFromMeetingPoints({ template }: World): RawLink[] {
  return resourcesOf(template, 'AWS::SSM::Parameter')
    .filter(({ resource, properties }) => !isVersionRecord(resource.Type, properties))
    .filter(({ properties }) => textOf(properties['Name']).startsWith('/factory/'))
    .map(({ id }) => ({
      from: id,
      to: others,
      verb: 'looked up by',
      rank: 4,
      because: [{ resource: id, at: 'Name' }],
    }));
}

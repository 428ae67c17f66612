import { RegionInfo } from 'aws-cdk-lib/region-info';
import { domainsOf } from '#lib/quick-create.ts';
import { partitionOf, partitions } from '#lib/site.ts';
import { regionsOf } from './regions.ts';

test('every region of a partition is in it, by its name and by what AWS says', () => {
  for (const partition of partitions) {
    for (const { id } of regionsOf[partition]) {
      expect([id, partitionOf(id)]).toEqual([id, partition]);
      const { partition: known, domainSuffix } = RegionInfo.get(id);
      if (known !== undefined) expect([id, known]).toEqual([id, partition]);
      if (domainSuffix !== undefined) expect([id, domainsOf(id).api]).toEqual([id, domainSuffix]);
    }
  }
});

/** CDK lists it, AWS does not open it. */
const unopened = ['me-west-1'];

test('every region that CDK knows in our partitions is offered', () => {
  const offered = new Set(partitions.flatMap((partition) => regionsOf[partition].map(({ id }) => id)));
  const known = RegionInfo.regions
    .filter(({ partition }) => partitions.some((name) => name === partition))
    .map(({ name }) => name);

  expect(known.length).toBeGreaterThan(30);
  expect(known.filter((id) => !offered.has(id))).toEqual(unopened);
});

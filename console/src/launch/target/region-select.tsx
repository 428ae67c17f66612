import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import { partitions } from '#lib/site.ts';
import type { Region } from './regions.ts';
import { partitionNames, regionsOf } from './regions.ts';

type Props = { readonly region: string; readonly onChange: (region: string) => void };

const options = partitions.map((partition) => ({
  label: partitionNames[partition],
  options: regionsOf[partition].map(optionOf),
}));

/** Where to launch: the regions of all partitions, with a search. */
export function RegionSelect({ region, onChange }: Props): ReactNode {
  const known = options.flatMap((group) => group.options).find(({ value }) => value === region);
  return (
    <Select
      controlId="target-region"
      filteringType="auto"
      filteringPlaceholder="Find a region"
      filteringAriaLabel="Find a region"
      selectedOption={known ?? { label: region, value: region }}
      options={options}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? region)}
    />
  );
}

function optionOf({ id, name }: Region): { label: string; value: string; description: string } {
  return { label: id, value: id, description: name };
}

import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import type { SiteOffering } from '#lib/site.ts';
import { ChecksStatus } from '../checks-status.tsx';

/** The product in eight facts. */
export function Facts({ offering }: { readonly offering: SiteOffering }): ReactNode {
  const { address, version, owner, required, parameters, resources, capabilities, inStackCheck, options } = offering;
  const hasOptions = typeof options === 'object' && options !== null && Object.keys(options).length > 0;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'Address', value: <span className="code">{address}</span> },
        { label: 'Version', value: version },
        { label: 'Answers for it', value: owner },
        { label: 'Fields', value: `${required} of ${parameters} required` },
        { label: 'Creates', value: count(resources, 'resource') },
        {
          label: 'Capabilities',
          value: capabilities.length === 0 ? 'None' : <span className="code">{capabilities.join(', ')}</span>,
        },
        { label: 'Checks', value: <ChecksStatus findings={offering.findings} /> },
        {
          label: 'Checked inside the stack',
          value: inStackCheck.length === 0 ? 'Not needed' : fieldsOf(inStackCheck),
        },
        ...(hasOptions
          ? [{ label: 'Settled by the offering team', value: <span className="code">{JSON.stringify(options)}</span> }]
          : []),
      ]}
    />
  );
}

function fieldsOf(inStackCheck: SiteOffering['inStackCheck']): string {
  return count(new Set(inStackCheck.map(({ subject }) => subject)).size, 'field');
}

import type { Partition } from '#lib/site.ts';

/** A region that stacks can be launched in. */
export type Region = { readonly id: string; readonly name: string };

/** The regions of each partition as the AWS console names them, by continent. */
export const regionsOf: { readonly [partition in Partition]: readonly Region[] } = {
  aws: [
    { id: 'us-east-1', name: 'N. Virginia' },
    { id: 'us-east-2', name: 'Ohio' },
    { id: 'us-west-1', name: 'N. California' },
    { id: 'us-west-2', name: 'Oregon' },
    { id: 'ca-central-1', name: 'Canada Central' },
    { id: 'ca-west-1', name: 'Calgary' },
    { id: 'mx-central-1', name: 'Mexico' },
    { id: 'sa-east-1', name: 'São Paulo' },
    { id: 'eu-central-1', name: 'Frankfurt' },
    { id: 'eu-central-2', name: 'Zurich' },
    { id: 'eu-north-1', name: 'Stockholm' },
    { id: 'eu-south-1', name: 'Milan' },
    { id: 'eu-south-2', name: 'Spain' },
    { id: 'eu-west-1', name: 'Ireland' },
    { id: 'eu-west-2', name: 'London' },
    { id: 'eu-west-3', name: 'Paris' },
    { id: 'af-south-1', name: 'Cape Town' },
    { id: 'il-central-1', name: 'Tel Aviv' },
    { id: 'me-central-1', name: 'UAE' },
    { id: 'me-south-1', name: 'Bahrain' },
    { id: 'ap-east-1', name: 'Hong Kong' },
    { id: 'ap-east-2', name: 'Taipei' },
    { id: 'ap-northeast-1', name: 'Tokyo' },
    { id: 'ap-northeast-2', name: 'Seoul' },
    { id: 'ap-northeast-3', name: 'Osaka' },
    { id: 'ap-south-1', name: 'Mumbai' },
    { id: 'ap-south-2', name: 'Hyderabad' },
    { id: 'ap-southeast-1', name: 'Singapore' },
    { id: 'ap-southeast-2', name: 'Sydney' },
    { id: 'ap-southeast-3', name: 'Jakarta' },
    { id: 'ap-southeast-4', name: 'Melbourne' },
    { id: 'ap-southeast-5', name: 'Malaysia' },
    { id: 'ap-southeast-6', name: 'New Zealand' },
    { id: 'ap-southeast-7', name: 'Thailand' },
  ],
  'aws-cn': [
    { id: 'cn-north-1', name: 'Beijing' },
    { id: 'cn-northwest-1', name: 'Ningxia' },
  ],
  'aws-us-gov': [
    { id: 'us-gov-east-1', name: 'US-East' },
    { id: 'us-gov-west-1', name: 'US-West' },
  ],
};

/** What people call the partitions. */
export const partitionNames: { readonly [partition in Partition]: string } = {
  aws: 'AWS',
  'aws-cn': 'AWS China',
  'aws-us-gov': 'AWS GovCloud (US)',
};

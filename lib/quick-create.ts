/** Where a template can be fetched from by CloudFormation. */
export type TemplateLocation = {
  readonly bucket: string;
  /** Region of that bucket. */
  readonly region: string;
  readonly key: string;
};

/** How the id of a region looks: `eu-central-1`. */
export const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d+$/u;

/** Domain of the AWS APIs and of the console in the partition of a region. */
export function domainsOf(region: string): { readonly api: string; readonly console: string } {
  if (region.startsWith('cn-')) return { api: 'amazonaws.com.cn', console: 'console.amazonaws.cn' };
  if (region.startsWith('us-gov-')) return { api: 'amazonaws.com', console: 'console.amazonaws-us-gov.com' };
  return { api: 'amazonaws.com', console: 'console.aws.amazon.com' };
}

/** The URL under which CloudFormation reads a template. */
export function templateUrl({ bucket, region, key }: TemplateLocation): string {
  return `https://${bucket}.s3.${region}.${domainsOf(region).api}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

export type QuickCreate = {
  /** Where to launch. */
  readonly region: string;
  readonly templateUrl: string;
  readonly stackName: string;
  readonly parameters: readonly (readonly [name: string, text: string])[];
};

/** Longer links are cut by mail programs, chats and some browsers; say so and offer a file. */
export const comfortableUrlLength = 4000;

/** The one-click link: CloudFormation's page for a new stack, filled in. Works in the account that the browser is signed in to. */
export function quickCreateUrl({ region, templateUrl: url, stackName, parameters }: QuickCreate): string {
  const query = [
    ['templateURL', url],
    ['stackName', stackName],
    ...parameters.map(([name, text]) => [`param_${name}`, text]),
  ];
  const text = query
    .map(([name = '', value = '']) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return `https://${region}.${domainsOf(region).console}/cloudformation/home?region=${region}#/stacks/create/review?${text}`;
}

/** CloudFormation's limit for the name of a stack. */
const maximumStackName = 128;

/** A name for the stack of a launch: the offering and what tells two launches apart. */
export function stackNameOf(offering: string, identity: readonly string[]): string {
  return [offering, ...identity]
    .join('-')
    .replace(/[^A-Za-z0-9-]+/gu, '-')
    .slice(0, maximumStackName)
    .replace(/-+$/u, '');
}

import type { Issue } from '#lib/errors.ts';
import { encodeLaunch } from '#lib/launch.ts';
import {
  cliInput,
  defaultStackName,
  parameterPairs,
  provisioningPairs,
  stackNamePattern,
} from '#lib/launch-documents.ts';
import type { Launch } from '#lib/parameters.ts';
import { domainsOf, quickCreateUrl, templateUrl } from '#lib/quick-create.ts';
import type { SiteConfig, SiteOffering } from '#lib/site.ts';
import { partitionOf } from '#lib/site.ts';
import { createStackCommand } from './create-stack-command.ts';

/** Where and under which name to launch. */
export type Target = {
  readonly region: string;
  /** As the person typed it; undefined: the one that follows from the values. */
  readonly stackName?: string;
};

/** A file to download. */
export type LaunchFile = { readonly name: string; readonly title: string; readonly content: string };

/** What a launcher leaves the page with. */
export type Result = {
  readonly stackName: string;
  readonly files: readonly LaunchFile[];
  /** Undefined: not published, so that AWS has no template to read. */
  readonly published?: {
    readonly quickCreateUrl: string;
    readonly command: string;
  };
};

export type ResultInput = {
  readonly offering: SiteOffering;
  readonly config: SiteConfig;
  readonly values: Launch;
  readonly target: Target;
};

/**
 * Everything that follows from a launch without issues, by the code of the command line.
 *
 * @throws InputError when there are issues
 */
export function resultOf({ offering, config, values, target }: ResultInput): Result {
  const { id, form, capabilities } = offering;
  const texts = encodeLaunch(form, values, `the launch of '${offering.address}'`);
  const stackName = target.stackName ?? defaultStackName(id, form.identity, texts);
  const url = templateUrlIn(config, target.region, offering.templateKey);
  const files = [
    file(`${id}.launch.json`, 'Launch, as typed JSON', values),
    file(`${id}.parameters.json`, 'Parameters for CloudFormation', parameterPairs(texts)),
    file(`${id}.provisioning.json`, 'Parameters for Service Catalog', provisioningPairs(texts)),
  ];
  if (url === undefined) return { stackName, files };
  const request = { stackName, templateUrl: url, texts, capabilities };
  return {
    stackName,
    files: [...files, file(`${id}.create-stack.json`, 'Request for the AWS CLI', cliInput(request))],
    published: {
      quickCreateUrl: quickCreateUrl({ region: target.region, templateUrl: url, stackName, parameters: texts }),
      command: createStackCommand({ ...request, region: target.region }),
    },
  };
}

/** The name that the stack gets unless the person gives another, as far as the values tell. */
export function suggestedStackName({ id, form }: SiteOffering, values: Launch): string {
  const texts = form.identity
    .map((name): [string, string] => [name, String(values[name] ?? form.parameters[name]?.default ?? '')])
    .filter(([, text]) => text !== '');
  return defaultStackName(
    id,
    texts.map(([name]) => name),
    texts,
  );
}

/** What is wrong with the name of a stack. */
export function issuesInTarget({ stackName }: Target): Issue[] {
  if (stackName === undefined || stackNamePattern.test(stackName)) return [];
  return [{ path: '', message: 'must be up to 128 letters, digits and hyphens, beginning with a letter' }];
}

/** Where the person finds the product in Service Catalog: its own page where its id is known, else the list. */
export function serviceCatalogUrl({ productIds }: SiteConfig, offering: string, region: string): string {
  const product = productIds?.[region]?.[offering];
  const page = product === undefined ? 'products' : `products/${encodeURIComponent(product)}`;
  return `https://${region}.${domainsOf(region).console}/servicecatalog/home?region=${region}#${page}`;
}

function templateUrlIn({ bucket, bucketRegions }: SiteConfig, region: string, key: string): string | undefined {
  if (bucket === null) return undefined;
  return templateUrl({ bucket, region: bucketRegions?.[partitionOf(region)] ?? region, key });
}

function file(name: string, title: string, value: unknown): LaunchFile {
  return { name, title, content: `${JSON.stringify(value, null, 2)}\n` };
}

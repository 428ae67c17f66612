import { isRecord, type Template, type Text, textsIn } from '../template.ts';
import type { HouseRule, Spot } from './house-rule.ts';

/**
 * One package serves every partition, region and account, so a template asks CloudFormation where it runs
 * (`AWS::Partition`, `AWS::Region`, `AWS::AccountId`, `AWS::URLSuffix`) and never says it.
 *
 * Mappings are not looked at: a table by region or partition is the portable way to hold what differs.
 */
export const portable: HouseRule = {
  id: 'factory-portable',
  severity: 'error',
  find: (template) => [...places(template)].flatMap(([at, value]) => spots(at, textsIn(value))),
};

function* places(template: Template): Generator<readonly [at: string, value: unknown]> {
  for (const [id, resource] of Object.entries(template.Resources ?? {})) yield [`Resources/${id}`, resource.Properties];
  for (const [id, output] of Object.entries(template.Outputs ?? {})) yield [`Outputs/${id}`, output];
  for (const [id, condition] of Object.entries(template.Conditions ?? {})) yield [`Conditions/${id}`, condition];
  for (const [id, parameter] of Object.entries(template.Parameters ?? {})) {
    if (isRecord(parameter))
      yield [`Parameters/${id}`, { Default: parameter['Default'], AllowedValues: parameter['AllowedValues'] }];
  }
}

function spots(at: string, texts: readonly Text[]): Spot[] {
  return texts
    .filter(({ keys }) => !keys.includes('Description'))
    .flatMap((text) =>
      claims(text).map((claim) => ({ at, detail: claim.detail, message: `${claim.message}: ${shown(text)}` })),
    );
}

const unknownPart = '\u0000';
const region =
  /\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn|eusc|us-gov|us-iso[a-z]?|eu-iso[a-z]?)-(?:de-)?(?:north|south|east|west|central){1,2}-\d[a-z]?\b/;
const account = /(?:\barn:[^:\s]*:[^:\s]*:[^:\s]*:\d{12}\b|^\d{12}$|\b\d{12}\.dkr\.ecr\.)/;

function claims(text: Text): { detail: string; message: string }[] {
  const plain = text.text.replace(/\$\{[^}]*\}/g, unknownPart);
  const arn = /\barn:(aws[a-z-]*):/.exec(plain);
  const place = region.exec(plain);
  const number = account.test(plain) && !isPlainNumber(text);
  return [
    ...(arn ? [{ detail: 'partition', message: `names the partition '${arn[1]}', use AWS::Partition` }] : []),
    ...(place ? [{ detail: 'region', message: `names the region '${place[0]}', use AWS::Region` }] : []),
    ...(number ? [{ detail: 'account', message: 'names an account, use AWS::AccountId' }] : []),
    ...(namesHost(plain, text.keys)
      ? [{ detail: 'host', message: 'names a host of one partition, use AWS::URLSuffix' }]
      : []),
  ];
}

/** Twelve digits are an account where a policy names a principal or a key says so; elsewhere they may be anything. */
function isPlainNumber({ text, keys }: Text): boolean {
  return /^\d+$/.test(text) && !keys.includes('Principal') && !/account/i.test(keys.at(-1) ?? '');
}

/**
 * Service principals (`lambda.amazonaws.com`) are the same in every partition, and so are the service names in
 * condition keys (`kms:ViaService`): they identify, nobody connects to them.
 */
function namesHost(plain: string, keys: readonly string[]): boolean {
  if (plain.includes('console.aws.amazon.com')) return true;
  if (!/\bamazonaws\.com\b/.test(plain)) return false;
  const identifies =
    keys.includes('Principal') || keys.includes('Condition') || /^[a-z0-9-]+\.amazonaws\.com$/.test(plain);
  return !identifies;
}

function shown({ text, keys }: Text): string {
  const where = keys.length > 0 ? `${keys.join('.')} = ` : '';
  return `${where}${text.length > 100 ? `${text.slice(0, 97)}...` : text}`;
}

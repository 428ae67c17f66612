import { malformedPolicy } from '../errors.ts';
import type { JsonObject } from './json.ts';
import { listOf } from './json.ts';
import { isPartition } from './statement.ts';

const iamResources =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/';

/** Refuses statement ids that are used twice or have other characters than letters and digits. */
export function checkSids(statements: readonly JsonObject[]): void {
  const sids = statements.map((statement) => statement['Sid']).filter((sid) => sid !== undefined && sid !== '');
  if (new Set(sids).size < sids.length) throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.');
  if (sids.some((sid) => !/^[0-9A-Za-z]*$/u.test(String(sid)))) {
    throw malformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  }
}

/** Refuses a resource that no ARN can match. What is left out on the right counts as `*` (recorded). */
export function checkResource(resource: string): void {
  if (resource === '*') return;
  if (!resource.includes(':')) throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  const [, partition = '', service, region = '*', , ...path] = resource.split(':');
  if (!isPartition(partition)) {
    const whole = [partition, service ?? '*', ...resource.split(':').slice(3)].join(':');
    const missing = ':*'.repeat(Math.max(0, 5 - whole.split(':').length));
    throw malformedPolicy(`Partition "${partition}" is not valid for resource "arn:${whole}${missing}".`);
  }
  if (service === undefined || /[*?]/u.test(service)) {
    if (service !== '*' || resource.split(':').length < 6) {
      throw malformedPolicy('Resource vendor must be fully qualified and cannot contain regexes.');
    }
  }
  checkRegion(resource, service ?? '', region);
  if (service === 'iam' && path.length > 0) checkIamPath(path.join(':'));
}

function checkRegion(resource: string, service: string, region: string): void {
  if (region === '' || region === '*') return;
  if (service === 'iam') throw malformedPolicy(`IAM resource ${resource} cannot contain region information.`);
  if (service === 's3') throw malformedPolicy(`Resource ${resource} can not contain region information.`);
}

function checkIamPath(path: string): void {
  const isKnown = path === 'root' || /^[*?]/u.test(path) || path.startsWith('${');
  if (isKnown || iamResources.split(', ').some((prefix) => path.startsWith(prefix) || isPrefixPattern(path, prefix)))
    return;
  throw malformedPolicy(`IAM resource path must either be "*" or start with ${iamResources}.`);
}

/** `role*` may stand for `role/...`. */
function isPrefixPattern(path: string, prefix: string): boolean {
  const literal = path.split(/[*?]/u)[0] ?? '';
  return literal.length < path.length && prefix.startsWith(literal);
}

/** Refuses an action that is not `service:Name`. */
export function checkAction(action: string): void {
  if (action === '*') return;
  const [vendor = '', ...names] = action.split(':');
  if (names.length === 0) {
    throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (names.length > 1) throw malformedPolicy('Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9.-]+$/u.test(vendor)) throw malformedPolicy(`Vendor ${vendor} is not valid`);
}

/** The texts of an element and of its negation. */
export function textsOf(statement: JsonObject, element: string): readonly string[] {
  return [...listOf(statement[element]), ...listOf(statement[`Not${element}`])].map(String);
}

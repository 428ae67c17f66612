import { malformedPolicy } from '../errors.ts';
import { checkAction, checkSids, textsOf } from './elements.ts';
import { statementsOf } from './identity-policy.ts';
import type { JsonObject } from './json.ts';
import { isObject, isTexts, listOf, parseObject } from './json.ts';
import { checkLegacy } from './statement.ts';

/** Whether a user or role exists, as far as the sandbox can know: it knows its own accounts only. */
export type Exists = (arn: string) => boolean;

/**
 * Refuses a text that is no trust policy of a role, in IAM's words.
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function checkTrustPolicy(text: string, exists: Exists): void {
  const document = parseObject(text);
  if (document === undefined) throw malformedPolicy('This policy contains invalid Json');
  for (const statement of listOf(document['Statement']).filter(isObject)) checkFields(statement);
  const statements = statementsOf(document);
  statements.forEach(checkLegacy);
  checkSids(statements);
  for (const statement of statements) {
    textsOf(statement, 'Action').forEach(checkAction);
    if (!textsOf(statement, 'Action').every((action) => /^sts:/iu.test(action))) {
      throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
    }
    checkPrincipal(statement['Principal'], exists);
  }
}

function checkFields(statement: JsonObject): void {
  for (const field of ['Resource', 'NotResource', 'NotPrincipal', 'NotAction']) {
    if (field in statement) throw malformedPolicy(`Has prohibited field ${field}`);
  }
  for (const field of ['Effect', 'Principal', 'Action']) {
    if (!(field in statement)) throw malformedPolicy(`Missing required field ${field}`);
  }
}

function checkPrincipal(principal: unknown, exists: Exists): void {
  if (principal === '*') return;
  const isWell =
    isObject(principal) &&
    Object.entries(principal).every(
      ([kind, names]) => ['AWS', 'Service', 'Federated'].includes(kind) && isTexts(names),
    );
  if (!isWell) throw malformedPolicy('Invalid principal in policy');
  for (const name of listOf(principal['AWS'])) {
    if (!isAwsPrincipal(String(name), exists)) throw invalidPrincipal('AWS', name);
  }
  for (const name of listOf(principal['Service'])) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|aws\.internal)$/u.test(String(name))) {
      throw invalidPrincipal('SERVICE', name);
    }
  }
}

function invalidPrincipal(kind: string, name: unknown): Error {
  return malformedPolicy(`Invalid principal in policy: "${kind}":"${String(name)}"`);
}

/** `*`, an account, an entity that exists, a session of a role, or the id of an entity that once did. */
function isAwsPrincipal(name: string, exists: Exists): boolean {
  if (name === '*' || /^\d{12}$/u.test(name) || /^A(IDA|ROA)[A-Z0-9]+$/u.test(name)) return true;
  const [, service, resource = ''] = /^arn:aws[a-z-]*:(iam|sts)::\d{12}:(.+)$/u.exec(name) ?? [];
  if (service === 'sts') return /^(assumed-role|federated-user)\/[^*]+$/u.test(resource);
  if (service !== 'iam' || resource.includes('*')) return false;
  return resource === 'root' || (/^(user|role)\/./u.test(resource) && exists(name));
}

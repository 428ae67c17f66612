import { malformedPolicy } from '../errors.ts';
import { checkAction, checkResource, checkSids, textsOf } from './elements.ts';
import type { JsonObject } from './json.ts';
import { isText, listOf, parseObject } from './json.ts';
import { checkLegacy, checkStatementSyntax, syntaxError } from './statement.ts';

/**
 * Refuses a text that is no identity-based policy, in the words and in the order of IAM (recorded: syntax, version,
 * older parser, statement ids, missing elements, resources, actions).
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function checkIdentityPolicy(text: string): void {
  const document = parseObject(text);
  if (document === undefined) throw syntaxError();
  const statements = statementsOf(document);
  if (document['Version'] !== '2012-10-17') {
    throw malformedPolicy('Policy document must be version 2012-10-17 or greater.');
  }
  if (statements.some((statement) => 'Principal' in statement || 'NotPrincipal' in statement)) {
    throw malformedPolicy('Policy document should not specify a principal.');
  }
  statements.forEach(checkLegacy);
  checkSids(statements);
  statements.forEach(checkIsComplete);
  for (const statement of statements) textsOf(statement, 'Resource').forEach(checkResource);
  for (const statement of statements) textsOf(statement, 'Action').forEach(checkAction);
}

const documentElements = new Set(['Version', 'Id', 'Statement']);
const versions = [undefined, '2008-10-17', '2012-10-17'];

/** The statements of a document that is put together as policies are. */
export function statementsOf(document: JsonObject): readonly JsonObject[] {
  const { Version, Id, Statement } = document;
  const statements = listOf(Statement);
  const isWell =
    Object.keys(document).every((element) => documentElements.has(element)) &&
    versions.some((version) => version === Version) &&
    (Id === undefined || isText(Id)) &&
    statements.length > 0;
  if (!isWell) throw syntaxError();
  return statements.map(checkStatementSyntax);
}

function checkIsComplete(statement: JsonObject): void {
  if (textsOf(statement, 'Action').length === 0) throw malformedPolicy('Policy statement must contain actions.');
  if (textsOf(statement, 'Resource').length === 0) throw malformedPolicy('Policy statement must contain resources.');
}

import {
  entriesAt,
  isRecord,
  listOf,
  type Named,
  referencesIn,
  resourcesOf,
  type Template,
  textOf,
  valuesAt,
} from '../template.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/** S3 answers plain HTTP unless the bucket policy forbids it, and then data and signatures are read on the way. */
export const tlsOnly: HouseRule = {
  id: 'factory-tls-only',
  severity: 'error',
  find: (template) =>
    resourcesOf(template, 'AWS::S3::Bucket')
      .filter((bucket) => !isProtected(template, bucket))
      .map(({ id }) => ({ at: atResource(id), message: 'has no bucket policy that denies requests without TLS' })),
};

function isProtected(template: Template, { id, properties }: Named): boolean {
  const name = properties['BucketName'] === undefined ? undefined : textOf(properties['BucketName']);
  return resourcesOf(template, 'AWS::S3::BucketPolicy')
    .filter(
      (policy) => referencesIn(policy.properties['Bucket']).has(id) || textOf(policy.properties['Bucket']) === name,
    )
    .some((policy) => entriesAt(policy.properties, 'PolicyDocument', 'Statement').some(deniesPlainHttp));
}

function deniesPlainHttp(statement: unknown): boolean {
  if (!isRecord(statement) || statement['Effect'] !== 'Deny') return false;
  const isEverybody = [statement['Principal'], ...valuesAt(statement, 'Principal', 'AWS')]
    .flatMap(listOf)
    .includes('*');
  const isEverything = listOf(statement['Action']).some((action) => action === 's3:*' || action === '*');
  const conditions = valuesAt(statement, 'Condition', 'Bool', 'aws:SecureTransport').flatMap(listOf);
  return isEverybody && isEverything && conditions.some((value) => String(value) === 'false');
}

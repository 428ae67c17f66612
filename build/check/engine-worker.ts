import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Finding } from '#lib/findings.ts';
import type { Template } from './template.ts';

enableCompileCache();
const { expectTypes, findingsOfEngine } = await import('./cloudformation-validate.ts');
const { resourcesOf } = await import('./template.ts');

/** A template to validate, and where its logical ids come from. */
export type Question = {
  readonly id: number;
  readonly template: Template;
  readonly paths: ReadonlyMap<string, string>;
};

/** What the engine found, or why it could not look. */
export type Answer =
  | { readonly id: number; readonly findings: readonly Finding[] }
  | { readonly id: number; readonly failed: string };

/** What nearly every product is made of: an engine that knows these from the start need not be made again for most. */
const common = [
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SSM::Parameter',
];

const waiting: Question[] = [];

/** Everything that waits is looked at together: the engine is made anew for types it does not know, so rather once. */
function work(): void {
  const questions = waiting.splice(0);
  expectTypes(questions.flatMap(({ template }) => resourcesOf(template).map(({ resource }) => resource.Type)));
  for (const question of questions) parentPort?.postMessage(answer(question));
}

function answer({ id, template, paths }: Question): Answer {
  try {
    return { id, findings: findingsOfEngine(template, paths) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (question: Question) => {
  if (waiting.push(question) === 1) setImmediate(work);
});

// The engine starts while the other thread loads CDK; the first template that it sees takes longer than the next ones.
expectTypes(common);
findingsOfEngine({ Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } } }, new Map());

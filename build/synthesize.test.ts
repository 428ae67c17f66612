import { readdirSync } from 'node:fs';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import Type from 'typebox';
import { InputError } from '#lib/errors.ts';
import type { AnyProduct } from '#lib/product.ts';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import { tinyProduct } from '#test/kit/tiny-product.ts';
import { synthesize } from './synthesize.ts';

const offeringOf = (product: AnyProduct, options: unknown = {}) => ({ id: product.id, product, options });

async function refusal(product: AnyProduct, options?: unknown): Promise<string> {
  const refused: unknown = await synthesize(offeringOf(product, options)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InputError);
  return refused instanceof InputError ? refused.message : '';
}

test('gives the template with the record of its version, and leaves no folder behind', async () => {
  const folder = temporaryFolder();
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = folder;
  const { template } = await synthesize(offeringOf(tinyProduct(() => {})));
  process.env['TMPDIR'] = TMPDIR ?? '/tmp';

  expect(template.Resources?.['ReleaseVersion']?.Properties).toMatchObject({ Value: '1.2.3' });
  expect(readdirSync(folder)).toEqual([]);
});

test('fails a definition that is not sound before anything is made', async () => {
  const fill = jest.fn();

  expect(await refusal(tinyProduct(fill, { version: '1', title: '' }))).toMatch(
    /\/version must be .*\n.*\/title must have/u,
  );
  expect(fill).not.toHaveBeenCalled();
});

test('fails options that are not what the product takes', async () => {
  const options = Type.Object({ kind: Type.String() }, { additionalProperties: false });

  expect(
    await refusal(
      tinyProduct(() => {}, { options }),
      { kind: 1, more: 2 },
    ),
  ).toContain('/kind must be a text, got 1');
});

test('fails a template that throws, in the words of the error and with the place', async () => {
  const message = await refusal(
    tinyProduct(() => {
      throw new Error('Bucket names\n  must be short.');
    }),
  );

  expect(message).toMatch(
    /^the template of 'test-tiny' has 1 issue:\n {2}\S+\.ts:\d+:\d+ Bucket names; must be short$/u,
  );
});

test('fails a template that CDK cannot write out', async () => {
  const twice = (stack: Stack) => {
    for (const id of ['One', 'Two'])
      new CfnParameter(stack, id, { type: 'String', value: 'x' }).overrideLogicalId('Same');
  };

  expect(await refusal(tinyProduct(twice))).toContain("the template of 'test-tiny' has 1 issue:");
});

test.each([
  ['no class named Template', {}, 'must export a class named Template'],
  ['a plain stack', { Template: Stack }, 'must export a Template that extends ProductTemplate'],
])('fails a module with %s', async (_, module, message) => {
  const template = async () => module as Awaited<ReturnType<AnyProduct['template']>>; // What an author may export by mistake.

  expect(await refusal(tinyProduct(() => {}, { template }))).toContain(message);
});

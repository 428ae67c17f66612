import { conventional } from './conventions.ts';
import { defineProduct } from './product.ts';

const parameters = { Project: conventional.Project, Environment: conventional.Environment } as const;

function define(template: () => Promise<never>) {
  return defineProduct({
    id: 'data-lake-dataset',
    home: '/somewhere/products/data-lake/dataset',
    title: 'Data set',
    summary: 'A home for one data set.',
    owner: 'data-platform',
    version: '1.2.3',
    parameters,
    groups: [{ title: 'All', parameters: ['Project', 'Environment'] }],
    identity: ['Project', 'Environment'],
    template,
  });
}

const unloadable = async () => {
  throw new Error('loaded');
};

test('a product is addressed by its folders', () => {
  expect(define(unloadable)).toMatchObject({ family: 'data-lake', name: 'dataset', address: 'data-lake/dataset' });
});

test('a product keeps its definition', () => {
  expect(define(unloadable)).toMatchObject({ id: 'data-lake-dataset', version: '1.2.3', parameters });
});

test('the template is loaded when it is asked for, not before', async () => {
  const { template } = define(unloadable);

  await expect(template()).rejects.toThrow('loaded');
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import type { Section } from '../template.ts';
import { foundIn } from './found.fixture.ts';
import { ownFunctions } from './own-functions.ts';

const lookup = (key: string) => ({ 'Fn::FindInMap': ['Address', 'Assets', key] });
const addressed = {
  S3Bucket: { 'Fn::Sub': ['${Prefix}-${AWS::Region}', { Prefix: lookup('Bucket') }] },
  S3Key: { 'Fn::Join': ['/', [lookup('Key'), 'abc.zip']] },
};
const fn = (Properties: Section) => ({ Fn: { Type: 'AWS::Lambda::Function', Properties } });

test('accepts code and layers that the address Mapping names', () => {
  const resources = {
    ...fn({ Code: addressed, Layers: [{ Ref: 'Layer' }] }),
    Layer: { Type: 'AWS::Lambda::LayerVersion', Properties: { Content: addressed } },
  };

  expect(foundIn(ownFunctions, resources)).toEqual([]);
});

test.each([
  ['inline', { ZipFile: 'exports.handler = () => {}' }],
  ['image', { ImageUri: 'x' }],
  ['address', { S3Bucket: 'bucket', S3Key: addressed.S3Key }],
  ['address', { S3Bucket: addressed.S3Bucket, S3Key: 'abc.zip' }],
  ['address', { S3Bucket: { 'Fn::FindInMap': ['Other', 'a', 'b'] }, S3Key: addressed.S3Key }],
  ['address', undefined],
])('finds code from elsewhere (%s)', (detail, Code) => {
  expect(foundIn(ownFunctions, fn({ Code }))).toEqual([`Resources/Fn[${detail}]`]);
});

test('finds a layer of somebody else', () => {
  expect(
    foundIn(ownFunctions, fn({ Code: addressed, Layers: [{ 'Fn::Sub': 'arn:${AWS::Partition}:lambda:x' }] })),
  ).toEqual(['Resources/Fn[layer]']);
});

import { foundIn } from './found.fixture.ts';
import { rolePath } from './role-path.ts';

test.each(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::InstanceProfile'])(
  'holds %s below one path',
  (Type) => {
    const withPath = (Path?: string) => foundIn(rolePath, { It: { Type, Properties: { Path } } });

    expect(withPath('/factory/')).toEqual([]);
    expect(withPath('/')).toEqual(['Resources/It']);
    expect(withPath()).toEqual(['Resources/It']);
  },
);

import { type CfnCondition, CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { decide, decisions } from './decisions.ts';
import type { ProductFunctionProps } from './function.ts';
import { ProductFunction } from './function.ts';

export type HandledResourceProps = {
  /** Resource type without `Custom::`, as it shows among the stack's resources. */
  readonly type: string;
  /** The function behind it, with its own time limit. */
  readonly function: ProductFunctionProps;
  /** Seconds that CloudFormation waits for the answer, at most 3,600. */
  readonly serviceTimeoutSeconds: number;
  /** What passes to the handler. CloudFormation delivers every value as text. */
  readonly properties: Readonly<Record<string, unknown>>;
};

/** A custom resource with a function of its own, answering through `lib/handler`. */
export class HandledResource extends Construct {
  readonly function: ProductFunction;
  /** The custom resource itself: what others depend on. */
  readonly customResource: CfnResource;

  constructor(scope: Construct, id: string, props: HandledResourceProps) {
    super(scope, id);
    this.function = new ProductFunction(this, 'Handler', props.function);
    decide(this.function, decisions.customResourcesAnswerThemselves);
    this.customResource = new CfnResource(this, 'Resource', {
      type: `Custom::${props.type}`,
      properties: {
        ServiceToken: this.function.arn,
        ServiceTimeout: String(props.serviceTimeoutSeconds),
        ...props.properties,
      },
    });
  }

  /** Makes everything of this resource depend on a condition. */
  onlyIf(condition: CfnCondition): void {
    for (const child of this.node.findAll()) {
      if (CfnResource.isCfnResource(child)) child.cfnOptions.condition = condition;
    }
  }
}

export { rollbackReason, validationMessage } from './answer.ts';
export type { Constraints } from './constraints.ts';
export type { ParameterDefinition } from './definition.ts';
export { type CompiledParameters, compileParameters } from './evaluate.ts';
export { collectFacts, evaluateParameters, type FactRequest } from './facts.ts';
export { compileJavaPattern, type JavaPattern } from './java-pattern/java-pattern.ts';
export { type ParameterType, parameterType } from './parameter-type.ts';
export { TemplateError } from './template-error.ts';
export type * from './types.ts';

import { basename, dirname } from 'node:path';
import type { Construct } from 'constructs';
import type { Static, TSchema } from 'typebox';
import type { Parameters } from './parameters.ts';
import type { AnyRule, Rules } from './rules.ts';

/** A group of fields in the launch form, in order. */
export type Group<P extends Parameters> = {
  readonly title: string;
  readonly parameters: readonly (keyof P & string)[];
};

/** Marks a template with the parameters it was written for, so that a definition with others does not compile. */
export type WrittenFor<P extends Parameters> = { readonly writtenFor?: (parameters: P) => P };

/** What `template.ts` exports: the stack, as a class named `Template`. */
export type TemplateModule<P extends Parameters, O> = {
  readonly Template: new (scope: Construct, id: string, options: O) => Construct & WrittenFor<P>;
};

/** What an author writes down about a product. Everything else hangs off it. */
export type Definition<P extends Parameters, O extends TSchema | undefined> = {
  /** `<family>-<product>`, as the folders are named. */
  readonly id: string;
  /** The product's folder: `import.meta.dirname`. */
  readonly home: string;
  /** Service Catalog's product name, 1 to 100 characters. */
  readonly title: string;
  /** What a launcher gets, in one sentence. */
  readonly summary: string;
  /** The team that answers for the product. */
  readonly owner: string;
  /** Semantic version of the next release. */
  readonly version: string;
  /**
   * What the offering team settles, as a TypeBox object.
   * @default - the product has no options and exactly one offering
   */
  readonly options?: O;
  // The parameters alone say what P is; the rest is held against it (NoInfer).
  readonly parameters: P;
  /**
   * Cross-field rules.
   * @default - none
   */
  readonly rules?: Rules<NoInfer<P>>;
  /** The launch form. Every parameter is in exactly one group. */
  readonly groups: readonly Group<NoInfer<P>>[];
  /** Parameters that tell two launches apart; begins with `Project` and `Environment`. */
  readonly identity: readonly [
    'Project' & keyof NoInfer<P>,
    'Environment' & keyof NoInfer<P>,
    ...(keyof NoInfer<P> & string)[],
  ];
  /**
   * Parameters that an update may not change, because the change would leave a launch half of one kind and half of
   * another. Held by the in-stack check.
   * @default - none
   */
  readonly fixed?: readonly (keyof NoInfer<P> & string)[];
  /** Loaded when it is needed: a static import would cost every command the start of CDK. */
  readonly template: () => Promise<TemplateModule<NoInfer<P>, OptionsOf<NoInfer<O>>>>;
};

/** The settled options of a product. */
export type OptionsOf<O> = O extends TSchema ? Static<O> : Record<string, never>;

/** A product: its definition and what follows from it. */
export type Product<
  P extends Parameters = Parameters,
  O extends TSchema | undefined = TSchema | undefined,
> = Definition<P, O> & {
  /** The folder above the product's own, e.g. `data-lake`. */
  readonly family: string;
  /** The product's own folder, e.g. `dataset`. */
  readonly name: string;
  /** `<family>/<name>`: how people name the product everywhere. */
  readonly address: string;
};

// biome-ignore lint/suspicious/noExplicitAny: the options of an unknown product; `settle` has checked them before the template gets them
type UnknownOptions = any;

/** A product with its types worn off, for code that handles all products alike. */
export type AnyProduct = Omit<
  Product,
  'template' | 'rules' | 'groups' | 'identity' | 'fixed' | 'parameters' | 'options'
> & {
  readonly parameters: Parameters;
  readonly options?: TSchema;
  readonly rules?: { readonly [name: string]: AnyRule };
  readonly groups: readonly { readonly title: string; readonly parameters: readonly string[] }[];
  readonly identity: readonly string[];
  readonly fixed?: readonly string[];
  readonly template: () => Promise<{
    readonly Template: new (scope: Construct, id: string, options: UnknownOptions) => Construct;
  }>;
};

/**
 * Makes a product of a definition. Cheap, so that every command can import every product: whether the definition is
 * sound beyond what types tell is asked by `issuesInDefinition` when the product is built or a launch is validated.
 */
export function defineProduct<const P extends Parameters, const O extends TSchema | undefined = undefined>(
  definition: Definition<P, O>,
): Product<P, O> {
  const name = basename(definition.home);
  const family = basename(dirname(definition.home));
  return { ...definition, family, name, address: `${family}/${name}` };
}

/** Something of a product that is offered to launchers: the product with its options settled. */
export type Offering = {
  readonly id: string;
  readonly product: AnyProduct;
  readonly options: unknown;
};

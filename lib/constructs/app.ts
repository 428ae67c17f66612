import { App } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { AnyProduct } from '../product.ts';
import featureFlags from './feature-flags.json' with { type: 'json' };
import type { ParameterSection } from './to-cloudformation.ts';
import { toCloudFormation } from './to-cloudformation.ts';

/** What a template is being made of: one offering of one product, at one version. */
export type Subject = {
  readonly product: AnyProduct;
  /** Id of the offering; the product's own id when it has no options. */
  readonly offering: string;
  readonly version: string;
};

/** A function's code, to be bundled while or after the template is made. */
export type BundleRequest = {
  /** Stands in the template for the SHA-256 of the bundle until the package step knows it. */
  readonly placeholder: string;
  /** Absolute path of the TypeScript entry. */
  readonly entry: string;
  /** Source text of modules that exist only in the build, by import specifier. */
  readonly modules: { readonly [specifier: string]: string };
};

/** The App around one template. Collects which bundles the template asks for. */
export class ProductApp extends App {
  readonly subject: Subject;
  readonly parameterSection: ParameterSection;
  private readonly requests: BundleRequest[] = [];

  constructor(subject: Subject, outdir?: string) {
    super({
      // In process no cdk.json is read. The flags are a frozen copy: a new CDK must not change templates by itself.
      context: { ...featureFlags, 'aws:cdk:enable-path-metadata': false, 'aws:cdk:enable-asset-metadata': false },
      analyticsReporting: false,
      treeMetadata: false,
      stackTraces: false,
      // Validation is ours: with one engine for all templates, and acknowledgements that must be used.
      builtinCloudFormationValidation: false,
      ...(outdir !== undefined && { outdir }),
    });
    this.subject = subject;
    this.parameterSection = toCloudFormation(subject.product);
  }

  get bundles(): readonly BundleRequest[] {
    return this.requests;
  }

  /** Asks for a bundle. The same entry with the same modules is one bundle, however many functions run it. */
  requestBundle(entry: string, modules: BundleRequest['modules'] = {}): BundleRequest {
    const known = this.requests.find(
      (other) => other.entry === entry && JSON.stringify(other.modules) === JSON.stringify(modules),
    );
    if (known !== undefined) return known;
    const request = { placeholder: `%%ASSET${this.requests.length}%%`, entry, modules };
    this.requests.push(request);
    return request;
  }
}

/** The one way to make an App: frozen feature flags, no analytics, no tree or path metadata, no validation by CDK. */
export function newApp(subject: Subject, outdir?: string): ProductApp {
  return new ProductApp(subject, outdir);
}

/** The App that a construct of a product is in. */
export function appOf(construct: Construct): ProductApp {
  const { root } = construct.node;
  if (!(root instanceof ProductApp)) throw new Error(`${construct.node.path} is not in an App made by newApp()`);
  return root;
}

import type { DockerImageAssetLocation, FileAssetLocation, ISynthesisSession } from 'aws-cdk-lib/core';
import { StackSynthesizer } from 'aws-cdk-lib/core';

/**
 * Writes the template and nothing else: no bootstrap rule, no asset manifest, no deployment roles. Assets are named by
 * `ProductFunction` through the address Mapping, so that one package serves every region and partition.
 */
export class PackageSynthesizer extends StackSynthesizer {
  override addFileAsset(): FileAssetLocation {
    throw new Error('a product has no CDK file assets: give code to a ProductFunction, put text into the template');
  }

  override addDockerImageAsset(): DockerImageAssetLocation {
    throw new Error('a product has no container images: there is no registry that launchers could read from');
  }

  override synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
    this.emitArtifact(session);
  }
}

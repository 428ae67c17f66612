#!/usr/bin/env bash
# The convention's entry point: packages every product for a bucket prefix and a solution name.
#
#   deployment/build-s3-dist.sh <bucket> <solution> <version>
#
# <bucket> takes the templates (dist/global-s3-assets), <bucket>-<region> the code (dist/regional-s3-assets).
# <version> is the version of the distribution as the convention has it, v1.2.3; products have versions of their own.
set -euo pipefail

if [ "$#" -ne 3 ]; then
  echo "usage: $(basename "$0") <bucket> <solution> <version>, for example: $(basename "$0") my-assets data-products v1.0.0" >&2
  exit 2
fi
if ! [[ "$3" =~ ^v[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$ ]]; then
  echo "$(basename "$0"): <version> must be like v1.0.0, got '$3'" >&2
  exit 2
fi
cd "$(dirname "$0")/.."
exec bin/factory.mjs build --bucket "$1" --solution "$2/$3"

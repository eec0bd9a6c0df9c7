"""Models whose weights come inside a package, so that no hub is needed."""

from collections.abc import Mapping

from index.embedders.packaged import e5, use
from index.embedders.packaged.package import Package

PACKAGES: Mapping[str, Package] = {package.kind: package for package in (e5.PACKAGE, use.PACKAGE)}
"""By the kind of the model."""

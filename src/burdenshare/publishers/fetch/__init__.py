"""Downloads of publishers' releases: where they are, as data, and how they are taken."""

from burdenshare.publishers.fetch.download import Settings, download
from burdenshare.publishers.fetch.releases import Release, find_release, releases
from burdenshare.publishers.fetch.sidecar import Fetched

__all__ = ["Fetched", "Release", "Settings", "download", "find_release", "releases"]

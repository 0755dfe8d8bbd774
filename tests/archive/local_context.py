"""Gives the validator of RO-Crate the context that the library rocrate brings, where it would ask the network for it.

Called as a script with the path of the validator's cache. It answers the address of the context once; the validator then runs
offline and finds it in its cache, as it would after ``rocrate-validator cache warm``.
"""

from __future__ import annotations

import io
import sys
from importlib.resources import files
from typing import Any, Final

ADDRESS: Final = "https://w3id.org/ro/crate/1.1/context"


def main(cache: str) -> None:
    from requests import PreparedRequest, Response
    from requests.adapters import BaseAdapter
    from requests_cache import CachedSession
    from urllib3 import HTTPResponse

    class Local(BaseAdapter):
        def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
            body, kind = files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes(), {"Content-Type": "application/ld+json"}
            answer = Response()
            answer.status_code, answer.url, answer.request = 200, str(request.url), request
            answer.headers.update(kind)
            answer.raw = HTTPResponse(io.BytesIO(body), headers=kind, status=200, preload_content=False)
            return answer

        def close(self) -> None:
            pass

    session = CachedSession(cache, backend="sqlite", expire_after=-1)
    session.mount("https://", Local())
    session.get(ADDRESS).raise_for_status()


if __name__ == "__main__":
    main(sys.argv[1])

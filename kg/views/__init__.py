"""Pages that open from disk with the network off: a site of plain HTML, or one self-contained page.

How the site is put together, for who adds to it:

- `gathering.gather` reads the store once into `gathered.Gathered`; `planning.plan` chooses which names, papers and
  leaderboards have a page (`plan.paths`: id -> path).
- A part of the site is a `Section` in `site.SECTIONS`: a function from `pages.Site` (store, gathered, plan, title) to
  `Page`s and `File`s, and, if the header is to lead to it, a label and the path of its first page.
- A page's template is in templates/site/, extends layout.html and fills `block main`. It is given `page`, `links`
  (`links.name(id)`, `links.paper(id)`, `links.to(id)`: never a link to a page that is not there), `root` (the way to
  the folder of the site), `site`, and the page's own content.
- Scripts and styles are files of templates/assets/, named in `site.ASSETS` and written once, to assets/;
  `Page.scripts` and `Page.styles` say which a page needs beside site.js and site.css. Anything larger, or made, is a
  `File`. The policy of every page lets in files of the site and nothing else (no style attributes, no inline scripts,
  no fetch): data comes as a script that calls a function. `Page.script_policy` adds to it.
- site.css has the colours (`--method`, `--card`, ...); `data-theme` on <html> is "light" or "dark", and a window event
  "claimgraph-theme" tells when it changes.
"""

from kg.views.network_page import write_page
from kg.views.single import write_index
from kg.views.site import write_site

__all__ = ["write_index", "write_page", "write_site"]

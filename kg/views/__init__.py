"""Pages that open from disk with the network off: a site of plain HTML, or the same site in one file.

How the site is put together, for who adds to it:

- `gathering.gather` reads the store once into `gathered.Gathered`; `planning.plan` chooses which names, papers and
  leaderboards have a page (`plan.paths`: id -> path).
- A part of the site is a `Section` in `site.SECTIONS`: a function from `pages.Site` (store, gathered, plan, title) to
  `Page`s, `File`s and `Data`, and, if the header is to lead to it, a label and the path of its first page.
- A page's template is in templates/site/, extends `layout` and fills `block main`. It is given `page`, `links`
  (`links.name(id)`, `links.paper(id)`, `links.to(id)`: never a link to a page that is not there), `root` (what other
  addresses begin with), `site`, and the page's own content.
- Scripts and styles are files of templates/assets/, named in `site.ASSETS` and written once, to assets/;
  `Page.scripts` and `Page.styles` say which a page needs beside site.js and site.css. Anything larger, or made, is a
  `File`. The policy of every page lets in files of the site and nothing else (no style attributes, no inline scripts,
  no fetch): data comes as a script that calls a function. `Page.script_policy` adds to it.
- site.css has the colours (`--method`, `--card`, ...); `data-theme` on <html> is "light" or "dark", and a window event
  "claimgraph-theme" tells when it changes.
- `single` folds the same pages into one file. There a page is left without a reload: a script does its work in
  `claimgraph.onPage(selector, start)`, and what it binds to more than its page ends with the signal given to it.
"""

from kg.views.alone import make_page
from kg.views.single import write_single
from kg.views.site import write_door, write_site

__all__ = ["make_page", "write_door", "write_single", "write_site"]

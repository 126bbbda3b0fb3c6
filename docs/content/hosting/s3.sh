#!/bin/sh
# Copies a site to a bucket of Amazon S3:   s3.sh SITE s3://BUCKET[/PATH]   (more words go to `aws`, such as --dryrun)
#
# Needs the AWS command line and the right to list, write and delete there. In the bucket's settings for a static
# website the index document is `index.html` and the error document `404.html` (with a path: `PATH/404.html`).
set -eu
site=${1%/} bucket=${2%/}
shift 2
[ -f "$site/index.html" ] || { echo "$site holds no site: run \`briefs build\` first" >&2; exit 1; }

age=31536000
# A file with a digest in its name never changes.
marked='*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*.*'
tool="--exclude .briefs-manifest.json --exclude .nojekyll --exclude _headers --exclude _redirects"

send() { aws s3 sync "$site/" "$bucket/" "$@"; }
# Files of one sort, with the type that the command line does not know.
typed() { pattern=$1 kind=$2; shift 2; send --exclude '*' --include "$pattern" --content-type "$kind" --cache-control no-cache "$@"; }

# What pages lead to comes first, then the pages; what is no longer there goes last of all. So no reader meets a gap.
aws s3 sync "$site/assets/" "$bucket/assets/" --size-only --exclude '*' --include "$marked" \
    --cache-control "public, max-age=$age, immutable" "$@"
# shellcheck disable=SC2086  # each of these words stands for itself
send --cache-control no-cache --exclude "assets/$marked" --exclude '*.html' --exclude '*.jsonld' --exclude '*.md' \
    --exclude '*feed.xml' --exclude '*feed.json' $tool "$@"
typed '*feed.xml' 'application/atom+xml' "$@"
typed '*feed.json' 'application/feed+json' "$@"
typed '*.jsonld' 'application/ld+json' "$@"
typed '*.md' 'text/markdown; charset=utf-8' "$@"
typed '*.html' 'text/html; charset=utf-8' "$@"
# shellcheck disable=SC2086
send --delete --cache-control no-cache $tool "$@"

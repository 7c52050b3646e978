# Tells whether what is built is what the sources say. POSIX sh, to be sourced in the project's directory:
#   . infra/local/built.sh
#   have FILE... && is_newer_than_sources STAMP MODULE... || build
# A stamp is a file that was touched when a build began that succeeded later.

# Whether all these files are there; a pattern that matches nothing is a file that is not there.
have() {
  for file; do
    [ -f "$file" ] || return 1
  done
}

# Whether no source of these modules has changed since the stamp, or since the last build of the whole project.
# A source that was deleted leaves its directory newer.
is_newer_than_sources() {
  stamp=$1
  shift
  for module; do
    set -- "$@" "$module/pom.xml" "$module/src/main"
    shift
  done
  for candidate in "$stamp" "$(stamp_of_whole_build)"; do
    if [ -f "$candidate" ] && [ -z "$(find pom.xml infra/pom.xml "$@" -newer "$candidate" 2>/dev/null | head -n 1)" ]; then
      return 0
    fi
  done
  return 1
}

# The last module writes down when Maven began, because a stamp must be older than what changed during the build.
stamp_of_whole_build() {
  began=infra/system-tests/target/build-began
  if [ -f "$began" ]; then
    TZ=UTC0 touch -t "$(cat "$began")" "$began.stamp" && echo "$began.stamp"
  fi
}

# Sets JAVA_HOME and PATH to a JDK that can build and run Staylog. POSIX sh, to be sourced from any directory:
#   . path/to/.mvn/java-home.sh
# Order: JAVA_HOME, `java` on PATH, then the lowest sufficient version in the places where JDKs are usually installed.
# Ends the sourcing script with status 1 and one sentence when there is none.

staylog_java_min=25

# Prints the feature version of the JDK in directory $1, or 0 when there is no JDK.
staylog_jdk_version() {
  staylog_version=
  if [ -x "$1/bin/javac" ] || [ -x "$1/bin/javac.exe" ]; then
    staylog_version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" 2>/dev/null) || :
  fi
  echo "${staylog_version:-0}"
}

# Prints the JDK directory to use, or nothing.
staylog_find_jdk() {
  set +f
  staylog_on_path=$(command -v java 2>/dev/null) && staylog_on_path=$(readlink -f "$staylog_on_path" 2>/dev/null) || staylog_on_path=
  for staylog_home in "${JAVA_HOME-}" "${staylog_on_path%/bin/java}"; do
    if [ -n "$staylog_home" ] && [ "$(staylog_jdk_version "$staylog_home")" -ge "$staylog_java_min" ]; then
      echo "$staylog_home"
      return
    fi
  done
  staylog_best=
  staylog_best_version=
  for staylog_home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* \
    "${HOME-}"/.asdf/installs/java/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    staylog_version=$(staylog_jdk_version "$staylog_home")
    if [ "$staylog_version" -ge "$staylog_java_min" ] && [ "$staylog_version" -lt "${staylog_best_version:-9999}" ]; then
      staylog_best=$staylog_home
      staylog_best_version=$staylog_version
    fi
  done
  echo "$staylog_best"
}

staylog_home=$(staylog_find_jdk)
if [ -z "$staylog_home" ]; then
  echo "Staylog needs a JDK $staylog_java_min or newer, and none was found in JAVA_HOME, on PATH or in the usual places (/usr/lib/jvm, /opt, SDKMAN, ~/.jdks, mise, asdf, Homebrew, /Library/Java): install one, for example from https://adoptium.net, or set JAVA_HOME." >&2
  exit 1
fi
JAVA_HOME=$staylog_home
case ":$PATH:" in
  ":$JAVA_HOME/bin:"*) ;;
  *) PATH=$JAVA_HOME/bin:$PATH ;;
esac
export JAVA_HOME PATH
unset staylog_home staylog_java_min
unset -f staylog_jdk_version staylog_find_jdk

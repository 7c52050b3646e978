# Which images belong to this build: the versions are those of the broker, the registry and PostgreSQL that infra/local
# runs, read from the jar that the build has made. To be sourced by bash in the project's directory, after
# .mvn/java-home.sh. Sets the names of images, and KAFKA_VERSION, REGISTRY_VERSION and POSTGRES_VERSION for compose.

# The manifest's lines are cut at 72 characters, and go on after a blank.
staylog_manifest() {
  local jar=$PWD/infra/local/target/staylog-local.jar into=$PWD/infra/deploy/target
  if [ ! -f "$jar" ]; then
    echo "$jar is missing: build Staylog first, with ./mvnw -Dquick -DskipTests package" >&2
    return 1
  fi
  mkdir -p "$into"
  (cd "$into" && "$JAVA_HOME/bin/jar" --extract --file "$jar" META-INF/MANIFEST.MF)
  tr -d '\r' <"$into/META-INF/MANIFEST.MF" | awk '{ if (sub(/^ /, "")) line = line $0; else { print line; line = $0 } } END { print line }'
}

manifest=$(staylog_manifest)
broker_jars=$(sed -n 's/^Class-Path: //p' <<<"$manifest" | tr ' ' '\n' | grep -v '^lib/staylog-')
registry_archive=$(sed -n 's/^Staylog-Registry: //p' <<<"$manifest")
postgres_archive=$(sed -n 's/^Staylog-Postgres: //p' <<<"$manifest")
KAFKA_VERSION=$(sed -n 's/^lib\/kafka_2\.13-\(.*\)\.jar$/\1/p' <<<"$broker_jars")
REGISTRY_VERSION=$(sed -n 's/.*-app-\(.*\)-all\.tar\.gz$/\1/p' <<<"$registry_archive")
# The archive says 18.6.0 where PostgreSQL says 18.6.
POSTGRES_VERSION=$(sed -n 's/.*-\([0-9]*\.[0-9]*\)\.[0-9]*\.jar$/\1/p' <<<"$postgres_archive")
: "${KAFKA_VERSION:?}" "${REGISTRY_VERSION:?}" "${POSTGRES_VERSION:?}"
export KAFKA_VERSION REGISTRY_VERSION POSTGRES_VERSION

java_image=eclipse-temurin:25-jre
kafka_image=apache/kafka:$KAFKA_VERSION
registry_image=apicurio/apicurio-registry:$REGISTRY_VERSION
postgres_image=postgres:$POSTGRES_VERSION

package io.staylog.reporting.web;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask, and who may change something, over HTTP.
 *
 * @param hosts names besides localhost under which a proxy on the same machine may ask
 * @param tokenFile file whose first line is the bearer token; without it nothing can be changed over HTTP
 * @param readersNeedToken whether looking needs the token too; a browser shows it once, at {@code /login}
 */
@ConfigurationProperties("staylog")
public record WebSettings(
        @DefaultValue List<String> hosts,
        @Nullable Path tokenFile,
        @DefaultValue("false") boolean readersNeedToken) {}

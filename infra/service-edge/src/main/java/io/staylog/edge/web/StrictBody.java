package io.staylog.edge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.CardNumbers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Looks at every body before anything is made of it: its size, its encoding, its grammar, and that no text in it looks like a
 * card number. What passes is read once more by the field.
 */
@ControllerAdvice
public final class StrictBody extends RequestBodyAdviceAdapter {
    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_CHARS_MAX = 40;
    private static final Set<String> CARD_FIELDS =
            Set.of("cvv", "cvc", "cvv2", "cvc2", "pan", "cardnumber", "card_number", "securitycode", "security_code");

    /** Their texts may have several lines. */
    private static final Set<String> LINES_FIELDS = Set.of("address");

    private final Duration readTimeout;
    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .build())
            .build();

    /** Gives every body so much time to arrive. */
    public StrictBody(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type targetType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        var headers = message.getHeaders();
        refuseOtherEncodings(headers);
        var bytes = LimitedBody.read(message.getBody(), readTimeout);
        var text = decoded(bytes);
        if (!text.isEmpty()) {
            inspect(text);
        }
        return new Body(headers, bytes);
    }

    @SuppressWarnings("ArrayRecordComponent") // It is handed over, never compared.
    private record Body(HttpHeaders headers, byte[] bytes) implements HttpInputMessage {
        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    private static void refuseOtherEncodings(HttpHeaders headers) {
        var encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(
                    Kind.MEDIA_TYPE_NOT_SUPPORTED, HttpHeaders.CONTENT_ENCODING, "send the body uncompressed");
        }
        var type = headers.getContentType();
        var charset = type == null ? null : type.getCharset();
        if (charset != null && !charset.equals(UTF_8)) {
            throw new RefusedException(
                    Kind.MEDIA_TYPE_NOT_SUPPORTED, HttpHeaders.CONTENT_TYPE, "send the body in UTF-8");
        }
        if (headers.getContentLength() > LimitedBody.BYTES_MAX) {
            throw LimitedBody.tooLarge();
        }
    }

    private static String decoded(byte[] bytes) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.startsWith("\uFEFF") || text.indexOf('\0') >= 0) {
                throw malformed("the body must be plain UTF-8 without a byte order mark");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed("the body is not valid UTF-8");
        }
    }

    private void inspect(String text) {
        try (var parser = json.createParser(ObjectReadContext.empty(), text)) {
            int values = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> inspectName(parser.currentName());
                    case VALUE_STRING -> inspectText(parser, parser.getString());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> refuseCardNumber(parser, parser.getString());
                    default -> {} // Brackets and literals say nothing.
                }
                values += parser.streamReadContext().inRoot() ? 1 : 0;
                if (values > 1) {
                    throw malformed("there is something after the end of the JSON value");
                }
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw malformed("the body is not valid JSON, or has a key twice or more than " + DEPTH_MAX + " levels"
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    private static void inspectName(@Nullable String name) {
        if (name != null && (CARD_FIELDS.contains(name.toLowerCase(Locale.ROOT)) || CardNumbers.isIn(name))) {
            throw cardNumber(null);
        }
    }

    private static void inspectText(JsonParser parser, String text) {
        refuseCardNumber(parser, text);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            boolean isControl = Character.isISOControl(character) && !(character == '\n' && hasLines(parser));
            if (isControl || Character.getType(character) == Character.SURROGATE) {
                throw new RefusedException(
                        Kind.INVALID_VALUE, field(parser), "must not contain control characters or half characters");
            }
        }
    }

    private static boolean hasLines(JsonParser parser) {
        return LINES_FIELDS.contains(String.valueOf(parser.currentName()));
    }

    private static void refuseCardNumber(JsonParser parser, String text) {
        if (CardNumbers.isIn(text)) {
            throw cardNumber(field(parser));
        }
    }

    private static RefusedException cardNumber(@Nullable String field) {
        return new RefusedException(
                Kind.SENSITIVE_CARD_DATA,
                field,
                "this looks like card data, which is never accepted; send a paymentMethodToken. Nothing was kept");
    }

    private static String field(JsonParser parser) {
        return Fields.ofPointer(parser.streamReadContext().pathAsPointer().toString());
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Kind.MALFORMED_BODY, null, detail);
    }
}

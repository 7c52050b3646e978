package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.web.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Takes the token once, and gives the browser a pass that scripts cannot read and other sites cannot use. */
@Controller
class LoginPage {
    private final Tokens tokens;

    LoginPage(Tokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/login")
    String ask(@RequestParam(defaultValue = "/") String to, Model model) {
        model.addAttribute("to", own(to));
        model.addAttribute("wrong", false);
        return "dashboard/login";
    }

    @PostMapping("/login")
    ModelAndView take(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "/") String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        var pass = tokens.isToken(token) ? tokens.pass() : Optional.<String>empty();
        if (pass.isEmpty()) {
            var page = new ModelAndView("dashboard/login");
            page.setStatus(HttpStatus.FORBIDDEN);
            page.addObject("to", own(to));
            page.addObject("wrong", true);
            return page;
        }
        var cookie = ResponseCookie.from(Tokens.COOKIE, pass.get())
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path("/")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        response.setHeader(HttpHeaders.LOCATION, own(to));
        var away = new ModelAndView("dashboard/problem");
        away.setStatus(HttpStatus.SEE_OTHER);
        away.addObject("title", "Signed in");
        away.addObject("text", "Go on to the dashboard.");
        away.addObject("again", false);
        return away;
    }

    /** Only a path of this service, so that a link cannot lead elsewhere after the token was given. */
    private static String own(String to) {
        return to.matches("/([A-Za-z0-9._~-][A-Za-z0-9._~/%-]*)?") ? to : "/";
    }
}

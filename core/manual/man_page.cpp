#include "man_page.h"

#include "declared_options.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>

namespace tapscope::manual {
namespace {

/// Escapes hyphens, so that they can be copied from the page, and control characters at the start of a line (man(7)).
std::string roff(std::string_view text) {
    std::string escaped;
    bool isLineStart = true;
    for (const char c : text) {
        if (isLineStart && (c == '.' || c == '\''))
            escaped += "\\&";
        isLineStart = c == '\n';
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else
            escaped += c;
    }
    return escaped;
}

std::string paragraphs(std::string_view text) {
    std::string out;
    while (true) {
        const auto end = text.find("\n\n");
        out += roff(text.substr(0, end)) + "\n";
        if (end == std::string_view::npos)
            return out;
        out += ".PP\n";
        text.remove_prefix(end + 2);
    }
}

void appendOptions(std::string& out, const CLI::App& app) {
    for (const auto* option : optionsOf(app)) {
        std::string names;
        for (const auto& name : switchesOf(*option))
            names += (names.empty() ? "" : ", ") + name;
        const bool isPositional = names.empty();
        if (isPositional)
            names = option->get_name(true);
        out += ".TP\n\\fB" + roff(names) + "\\fR";
        if (!isPositional && takesValue(*option))
            out += " \\fI" + roff(option->get_type_name().empty() ? "WORD" : option->get_type_name()) + "\\fR";
        out += "\n" + roff(option->get_description()) + "\n";
    }
}

} // namespace

std::string manPageOf(const CLI::App& app, const ManPage& page) {
    std::string title(page.name);
    for (auto& c : title)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::string name = roff(page.name);
    std::string out = fmt::format(".TH {} 1 \"\" \"{}\" \"User Commands\"\n", roff(title), roff(app.version()));
    out += fmt::format(".SH NAME\n{} \\- {}\n", name, roff(page.summary));
    out += fmt::format(".SH SYNOPSIS\n.B {}\n{}\n", name, roff(page.synopsis));
    out += ".SH DESCRIPTION\n" + roff(app.get_description()) + ".\n.SH OPTIONS\n";
    appendOptions(out, app);
    for (const auto* verb : verbsOf(app)) {
        out += ".SH \"" + roff(verb->get_name()) + "\"\n" + roff(verb->get_description()) + ".\n";
        appendOptions(out, *verb);
    }
    for (const auto& section : page.sections)
        out += fmt::format(".SH \"{}\"\n{}", roff(section.title), paragraphs(section.text));
    out += fmt::format(".SH \"SEE ALSO\"\n{}\n", roff(page.seeAlso));
    return out;
}

} // namespace tapscope::manual

#include "map_formats.h"

#include <base/printable_text.h>

#include <map>

namespace tapscope::cli {
namespace {

/// A quoted string of the dot language. It is printable, so a backslash is from the text or begins an escape.
std::string dotString(std::string_view text) {
    std::string made = "\"";
    for (const char each : printable(text)) {
        if (each == '"' || each == '\\')
            made += '\\';
        made += each;
    }
    return made + '"';
}

/// Several lines of text.
std::string dotLines(const std::vector<std::string>& lines) {
    std::string all = "\"";
    for (const auto& line : lines) {
        const std::string text = dotString(line);
        all += (all.size() > 1 ? "\\n" : "") + text.substr(1, text.size() - 2);
    }
    return all + '"';
}

std::string nodeOf(const WiredAt& device) {
    return fmt::format("d{}_{}", device.area, device.device);
}

void printDevice(const WiredAt& at, const WiredDevice& device, Output& out) {
    std::vector<std::string> lines{device.info.name.text(),
                                   kindTitle(device) + ", " + std::string(stateWord(device.state()))};
    for (const auto& address : device.info.addresses)
        lines.push_back(addressText(address));
    out.print("    {} [label={}{}];\n", nodeOf(at), dotLines(lines),
              device.state() == WiredState::Up ? "" : ", style=dashed");
}

void printHolders(const Wiring& wiring, Output& out) {
    std::map<pid_t, std::string> processes;
    std::string edges;
    for (std::size_t area = 0; area < wiring.areas.size(); ++area) {
        const auto& devices = wiring.areas[area].devices;
        for (std::size_t device = 0; device < devices.size(); ++device) {
            for (const auto& holder : devices[device].holders) {
                processes.emplace(holder.pid, holder.program);
                edges +=
                    fmt::format("  p{} -- {} [style=dotted, label=\"open\"];\n", holder.pid, nodeOf({area, device}));
            }
        }
    }
    for (const auto& [pid, program] : processes)
        out.print("  p{} [shape=ellipse, label={}];\n", pid, dotLines({program, fmt::format("pid {}", pid)}));
    out.write(edges);
}

} // namespace

void printDot(const Wiring& wiring, Output& out) {
    out.write("graph wiring {\n  node [shape=box];\n");
    for (std::size_t area = 0; area < wiring.areas.size(); ++area) {
        const WiringArea& its = wiring.areas[area];
        std::vector<std::string> title{titleOf(its)};
        if (its.refusal)
            title.push_back(its.refusal->text());
        out.print("  subgraph cluster_{} {{\n    label={};\n", area, dotLines(title));
        for (std::size_t device = 0; device < its.devices.size(); ++device)
            printDevice({area, device}, its.devices[device], out);
        out.write("  }\n");
    }
    std::size_t unseen = 0;
    for (const auto& edge : wiring.edges) {
        std::string to = edge.to ? nodeOf(*edge.to) : fmt::format("u{}", unseen);
        if (!edge.to)
            out.print("  u{} [shape=plaintext, label=\"not visible\"];\n", unseen++);
        out.print("  {} -- {} [label={}];\n", nodeOf(edge.from), to, dotString(edgeWord(edge.kind)));
    }
    printHolders(wiring, out);
    for (std::size_t remark = 0; remark < wiring.remarks.size(); ++remark)
        out.print("  r{} [shape=note, label={}];\n", remark, dotString(wiring.remarks[remark]));
    out.write("}\n");
}

} // namespace tapscope::cli

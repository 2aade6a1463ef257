#include "map_formats.h"

#include <base/printable_text.h>

#include <map>
#include <set>

namespace tapscope::cli {
namespace {

std::string countText(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : one.ends_with('s') ? "es" : "s");
}

std::string headOf(const WiringArea& area) {
    std::string head = titleOf(area) + (area.isOwn ? " (of this program)" : "");
    // Names other than the first one, or than a better title.
    for (const auto& name : area.names) {
        if (area.kind != WiringArea::Kind::Named || name != area.names.front())
            head += ", netns " + printable(name);
    }
    if (area.processes != 0)
        head += ", " + countText(area.processes, "process");
    return head;
}

std::string wordsOf(const WiredDevice& device, const std::string& relations) {
    std::string words = fmt::format("{} {} mtu {}", kindTitle(device), stateWord(device.state()), device.info.mtu);
    for (const auto& name : device.info.alternativeNames)
        words += " altname " + printable(name);
    for (const auto& address : device.info.addresses)
        words += " " + addressText(address);
    if (!relations.empty())
        words += ", " + relations;
    for (const auto& holder : device.holders)
        words += fmt::format(", open in {} (pid {})", printable(holder.program), holder.pid);
    if (device.hasUnknownHolder)
        words += ", open in a process that cannot be seen";
    return words;
}

/// The devices of one namespace, each below the one that it belongs to.
class AreaTree {
public:
    AreaTree(const Wiring& wiring, std::size_t area, const std::vector<std::string>& relations, Output& out)
        : area_(wiring.areas[area]), relations_(relations), out_(out) {
        for (const auto& edge : wiring.edges) {
            const bool isWithin = edge.from.area == area && edge.to && edge.to->area == area;
            if (isWithin && edge.kind != WiringEdge::Kind::Pair &&
                above_.emplace(edge.from.device, edge.to->device).second)
                below_[edge.to->device].push_back(edge.from.device);
        }
    }

    void print() {
        std::vector<std::size_t> roots;
        for (std::size_t device = 0; device < area_.devices.size(); ++device) {
            if (!above_.contains(device))
                roots.push_back(device);
        }
        print(roots, "", 0);
        std::vector<std::size_t> rest; // in a cycle, which is possible if the list changed while it was read
        for (std::size_t device = 0; device < area_.devices.size(); ++device) {
            if (!printed_.contains(device))
                rest.push_back(device);
        }
        print(rest, "", deepest);
    }

private:
    static constexpr int deepest = 8; // the kernel's limit of stacked devices

    void print(const std::vector<std::size_t>& devices, const std::string& indent, int depth) {
        for (const std::size_t& each : devices) {
            if (!printed_.insert(each).second)
                continue;
            const bool isLast = &each == &devices.back();
            const WiredDevice& device = area_.devices[each];
            out_.print("{}{} {}  {}\n", indent, isLast ? "└─" : "├─", printable(device.info.name.text()),
                       wordsOf(device, relations_[each]));
            if (const auto below = below_.find(each); below != below_.end() && depth < deepest)
                print(below->second, indent + (isLast ? "   " : "│  "), depth + 1);
        }
    }

    const WiringArea& area_;
    const std::vector<std::string>& relations_;
    Output& out_;
    std::map<std::size_t, std::size_t> above_;
    std::map<std::size_t, std::vector<std::size_t>> below_;
    std::set<std::size_t> printed_;
};

} // namespace

void printTree(const Wiring& wiring, Output& out) {
    const auto relations = relationsOf(wiring);
    for (std::size_t area = 0; area < wiring.areas.size(); ++area) {
        out.print("{}\n", headOf(wiring.areas[area]));
        if (wiring.areas[area].refusal)
            out.print("   {}\n", wiring.areas[area].refusal->text());
        AreaTree(wiring, area, relations[area], out).print();
    }
    for (const auto& remark : wiring.remarks)
        out.print("{}\n", printable(remark));
}

} // namespace tapscope::cli

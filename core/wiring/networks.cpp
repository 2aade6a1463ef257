#include <privilege/namespaces.h>

#include <fmt/core.h>
#include <unistd.h>
#include <wiring/networks.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace tapscope {
namespace {

class Search {
public:
    explicit Search(pid_t sandbox) : sandbox_(sandbox), processes_(processesByNetwork()) {}

    Result<FoundNetworks> find(std::size_t most) {
        auto own = NetworkNamespace::ofProcess(gettid()); // each thread may be in another namespace
        const auto identity = own ? identityOf(*own) : std::unexpected(own.error());
        if (!identity)
            return std::unexpected(identity.error());
        own_ = *identity;
        host_ = hostNetwork().value_or(own_); // if it is known; otherwise, this process's
        take(own_, std::move(*own));
        for (const auto& name : NetworkNamespace::names())
            takeNamed(name);
        if (sandbox_ != 0) {
            if (const auto network = networkOf(sandbox_))
                sandboxNetwork_ = *network;
        }
        for (const auto& [network, processes] : processes_.byNetwork)
            takeOf(network, processes);
        for (auto& [network, found] : found_)
            describe(found.area);
        return result(most);
    }

private:
    /// That of process 1, or of the kernel's threads, the first of which is process 2.
    static std::optional<NetworkIdentity> hostNetwork() {
        for (const pid_t process : {1, 2}) {
            if (const auto network = networkOf(process))
                return *network;
        }
        return std::nullopt;
    }

    FoundNetwork& entry(const NetworkIdentity& network) {
        FoundNetwork& found = found_[network];
        found.area.network = network;
        return found;
    }
    FoundNetwork& take(NetworkIdentity network, NetworkNamespace nameSpace) {
        FoundNetwork& found = entry(network);
        if (!found.nameSpace) {
            found.nameSpace = std::move(nameSpace);
            found.area.refusal.reset();
        }
        return found;
    }

    void takeNamed(const std::string& name) {
        auto nameSpace = NetworkNamespace::named(name);
        const auto network = nameSpace ? identityOf(*nameSpace) : std::unexpected(nameSpace.error());
        if (network)
            take(*network, std::move(*nameSpace)).area.names.push_back(name);
        else
            remarks_.push_back(network.error().text());
    }

    void takeOf(const NetworkIdentity& network, const std::vector<NamespaceProcess>& processes) {
        FoundNetwork& found = entry(network);
        found.area.processes = processes.size();
        found.area.firstProcess = processes.front().id;
        found.area.firstProgram = processes.front().program;
        if (found.nameSpace)
            return;
        auto nameSpace = NetworkNamespace::ofProcess(found.area.firstProcess);
        if (!nameSpace)
            found.area.refusal = nameSpace.error();
        else if (const auto now = identityOf(*nameSpace);
                 now && *now == network) // the process may have moved on meanwhile
            found.nameSpace = std::move(*nameSpace);
    }

    void describe(WiringArea& area) const {
        area.isOwn = area.network == own_;
        area.kind = area.network == host_             ? WiringArea::Kind::Host
                    : area.network == sandboxNetwork_ ? WiringArea::Kind::Sandbox
                    : !area.names.empty()             ? WiringArea::Kind::Named
                    : area.isOwn                      ? WiringArea::Kind::Own
                                                      : WiringArea::Kind::Process;
        if (!area.isOwn)
            area.place = !area.names.empty() ? area.names.front() : fmt::format("pid:{}", area.firstProcess);
    }

    FoundNetworks result(std::size_t most) {
        FoundNetworks all{.networks = {}, .remarks = std::move(remarks_)};
        for (auto& [network, found] : found_) {
            if (found.nameSpace || found.area.refusal)
                all.networks.push_back(std::move(found));
        }
        std::ranges::sort(all.networks, {}, [](const FoundNetwork& found) {
            const WiringArea& area = found.area;
            return std::tuple(area.kind, area.names.empty() ? std::string() : area.names.front(), area.firstProcess,
                              area.network);
        });
        if (all.networks.size() > most) {
            all.remarks.push_back(fmt::format("{} more namespaces are not shown", all.networks.size() - most));
            all.networks.erase(all.networks.begin() + static_cast<std::ptrdiff_t>(most), all.networks.end());
        }
        if (processes_.hidden != 0)
            all.remarks.push_back(fmt::format("{} process{} of other users cannot be examined: network namespaces with "
                                              "no other processes are not shown",
                                              processes_.hidden, processes_.hidden == 1 ? "" : "es"));
        return all;
    }

    pid_t sandbox_;
    NetworkProcesses processes_;
    NetworkIdentity host_, own_, sandboxNetwork_;
    std::map<NetworkIdentity, FoundNetwork> found_;
    std::vector<std::string> remarks_;
};

} // namespace

Result<FoundNetworks> findNetworks(pid_t sandbox, std::size_t most) {
    return Search(sandbox).find(most);
}

} // namespace tapscope

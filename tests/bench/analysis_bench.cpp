#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QCoreApplication>

#include <analysis/frame_order.h>
#include <analysis/statistics_scan.h>
#include <analysis/store_filter.h>
#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <string>

using namespace tapscope;

namespace {

/// A line of /proc/self/status, in MiB.
double memory(const std::string& line) {
    std::ifstream status("/proc/self/status");
    for (std::string text; std::getline(status, text);) {
        if (text.starts_with(line))
            return std::stod(text.substr(line.size() + 1)) / 1024;
    }
    return 0;
}

/// Does some work, and prints how long it took and how much additional memory it needed.
template <typename Work>
void measure(const std::string& name, Work work) {
    std::ofstream("/proc/self/clear_refs") << "5"; // the peak counts from now on
    const double before = memory("VmRSS:");
    const auto start = std::chrono::steady_clock::now();
    const std::string result = work();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    fmt::print("{:<44} {:6.2f} s, {:+5.0f} MiB at most, {:5.0f} MiB resident: {}\n", name, seconds.count(),
               memory("VmHWM:") - before, memory("VmRSS:"), result);
}

std::shared_ptr<const FieldFilter> filterOf(const char* text, const DecoderRegistry& registry) {
    return std::make_shared<const FieldFilter>(std::move(FieldFilter::compile(text, registry).value()));
}

std::string filtered(const ShownCapture& capture, const char* text) {
    std::size_t found = 0;
    const auto done = StoreFilter(capture, filterOf(text, *capture.registry))
                          .find(1, capture.store->count(),
                                [&](const std::vector<FrameNumber>& numbers, FrameNumber) { found += numbers.size(); });
    return done ? fmt::format("{} frames", found) : done.error().text();
}

std::string ordered(const ShownCapture& capture, OrderKey key) {
    const auto order = orderFrames(capture, key, {.first = 1, .last = capture.store->count()});
    return order ? fmt::format("{} with a value", order->valued) : order.error().text();
}

std::string counted(const ShownCapture& capture, const StatisticKinds& kinds, const char* kind) {
    std::vector<ChosenStatistic> chosen;
    chosen.push_back(std::move(kinds.choose(kind, *capture.registry).value()));
    const auto plan = std::make_shared<const StatisticsPlan>(std::move(chosen), nullptr, *capture.registry);
    const auto count = countStatistics(capture, plan, 1, capture.store->count());
    if (!count)
        return count.error().text();
    const auto result = (*count)->result(0);
    return result.series.empty() ? fmt::format("{} rows", result.tables.front().rows.size())
                                 : fmt::format("{} values", result.series.front().values.size());
}

/// How soon a sort ends after it is cancelled.
std::string cancelled(const ShownCapture& capture) {
    std::stop_source stop;
    std::atomic<std::chrono::steady_clock::time_point> asked;
    const auto order = orderFrames(capture, {.by = OrderKey::By::Info}, {.first = 1, .last = capture.store->count()},
                                   stop.get_token(), [&](FrameNumber done) {
                                       if (done > capture.store->count() / 10 && stop.request_stop())
                                           asked = std::chrono::steady_clock::now();
                                   });
    const std::chrono::duration<double, std::milli> late = std::chrono::steady_clock::now() - asked.load();
    return fmt::format("{} {:.0f} ms after it was asked to", order ? "ended" : "stopped", late.count());
}

} // namespace

/// analysis_bench CAPTURE: how long the window's work on a whole capture takes, and how much memory it needs.
int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const PluginHost plugins({QStringLiteral(TAPSCOPE_PLUGIN_DIR)});
    const StatisticKinds kinds(plugins.statistics());
    const auto store = argc == 2 ? FileStore::open(argv[1]) : failure(ErrorKind::Invalid, "open", "a capture", "none");
    if (!store) {
        fmt::print(stderr, "{}\n", store.error().text());
        return 1;
    }
    measure("index", [&] { return (*store)->index() ? fmt::format("{} frames", (*store)->count()) : "failed"; });
    ShownCapture capture{.store = *store, .registry = &plugins.decoders()};
    measure("learn", [&] {
        capture.learner = std::make_shared<HistoryLearner>(capture.store, *capture.registry);
        return std::string(capture.waitUntilLearned(capture.store->count(), {}) ? "all" : "stopped");
    });
    for (const char* text : {"tcp.port == 443", "dns", "ip.src == 10.0.0.0/8 && frame.len > 100"})
        measure(fmt::format("filter {}", text), [&] { return filtered(capture, text); });
    measure("sort by length", [&] { return ordered(capture, {.by = OrderKey::By::Length}); });
    measure("sort by source", [&] { return ordered(capture, {.by = OrderKey::By::Source}); });
    measure("sort by protocol", [&] { return ordered(capture, {.by = OrderKey::By::Protocol}); });
    measure("sort by Info", [&] { return ordered(capture, {.by = OrderKey::By::Info}); });
    const auto ttl = capture.registry->find("ip.ttl");
    measure("sort by ip.ttl",
            [&] { return ordered(capture, {.by = OrderKey::By::Fields, .fields = {ttl.begin(), ttl.end()}}); });
    measure("cancel a sort", [&] { return cancelled(capture); });
    for (const char* kind : {"io,series,1", "io,series,0.001,tcp,AVG(frame.len)udp", "conv,tcp"})
        measure(kind, [&] { return counted(capture, kinds, kind); });
    return 0;
}

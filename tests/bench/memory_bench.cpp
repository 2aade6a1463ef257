#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QCoreApplication>

#include <analysis/history_learner.h>
#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

using namespace tapscope;

namespace {

double privateMebibytes() {
    std::ifstream file("/proc/self/smaps_rollup");
    for (std::string line; std::getline(file, line);) {
        if (constexpr std::string_view wanted = "Private_Dirty:"; line.starts_with(wanted))
            return std::stod(line.substr(wanted.size())) / 1024;
    }
    return 0;
}

double processorSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Prints the memory that this process does not share with others, and the processor time since the last call.
void report(const char* after) {
    static double last = 0;
    const double now = processorSeconds();
    fmt::print("{:<28} {:7.1f} MiB, {:7.2f} s\n", after, privateMebibytes(), now - last);
    std::fflush(stdout);
    last = processorSeconds();
}

void reportLost(const History& history) {
    if (history.incompleteFrom() != 0)
        fmt::print("  (facts are missing from frame {} on)\n", history.incompleteFrom());
}

} // namespace

/// memory_bench CAPTURE: how much memory a capture takes as the window opens it: its index, what is learned about it,
/// and what is reassembled. tests/bench/hostile makes captures that take much.
int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: memory_bench CAPTURE\n");
        return 2;
    }
    QCoreApplication application(argc, argv);
    const PluginHost plugins({QStringLiteral(TAPSCOPE_PLUGIN_DIR)});
    report("without a capture");
    const auto file = FileStore::open(argv[1]);
    if (!file || !(*file)->index()) {
        fmt::print(stderr, "{} cannot be read\n", argv[1]);
        return 1;
    }
    const std::shared_ptr<const FrameStore> store = *file;
    report("indexed");
    const auto learn = [&](HistoryLearner& learner) {
        learner.waitFor(store->count(), {});
        std::this_thread::sleep_for(std::chrono::seconds(1)); // it gives memory back after that
    };
    HistoryLearner plain(store, plugins.decoders());
    learn(plain);
    report("learned");
    reportLost(*plain.history());
    HistoryLearner joined(store, plugins.decoders(), {}, ReassemblyLimits{}, {}, plain.history());
    learn(joined);
    report("learned with reassembly");
    reportLost(*joined.history());
    fmt::print("{} frames\n", store->count());
    return 0;
}

#include <poll.h>
#include <source/child_process.h>
#include <source/error_output.h>
#include <source/program_port.h>
#include <source/stream_port.h>
#include <source/wake_event.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr auto longestList = 10s;
constexpr auto endPatience = 1s; ///< between the end of the stream and the end of the program
constexpr std::size_t mostOutput = std::size_t{1} << 20;

class ProgramPort final : public Port {
public:
    ProgramPort(ChildProcess child, std::string name)
        : name_(std::move(name)), child_(std::move(child)), stream_(streamPort(std::move(child_.pipes.output), name_)) {
    }

    [[nodiscard]] const PortFacts& facts() const noexcept override { return stream_->facts(); }
    void watches(std::vector<Watch>& watches) override {
        if (!ending_)
            stream_->watches(watches);
        if (child_.pipes.errors)
            watches.push_back({child_.pipes.errors.get(), POLLIN});
    }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        return ending_ ? std::optional(lookAgain_) : std::nullopt;
    }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        if (child_.pipes.errors && !words_.read(child_.pipes.errors.get()))
            child_.pipes.errors.reset();
        if (!ending_) {
            auto received = stream_->receive(sink, most);
            if (received)
                return received;
            ending_ = received.error();
            endsBy_ = Clock::now() + endPatience;
        }
        const auto wrong = child_.end();
        if (!wrong && Clock::now() < endsBy_) {
            lookAgain_ = Clock::now() + 5ms;
            return 0U;
        }
        if (!wrong || wrong->empty())
            return std::unexpected(*ending_);
        const std::string said = words_.lastLine();
        return failure(ErrorKind::System, "capture from", name_, said.empty() ? *wrong : said);
    }
    void drain(PortSink& sink, Clock::time_point until) override {
        while (!ending_ && Clock::now() < until) {
            const auto received = stream_->receive(sink, 4096);
            if (!received || *received == 0)
                return;
        }
    }

private:
    std::string name_;
    ChildProcess child_;
    std::unique_ptr<Port> stream_;
    ErrorOutput words_;
    std::optional<Error> ending_; ///< the error with which the stream ended
    Clock::time_point endsBy_, lookAgain_;
};

/// Reads what is available; false at the end, or if there is too much output.
bool readSome(int descriptor, std::string& output) {
    std::array<char, 16384> piece{};
    while (output.size() < mostOutput) {
        const ssize_t got = read(descriptor, piece.data(), piece.size());
        if (got <= 0)
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        output.append(piece.data(), static_cast<std::size_t>(got));
    }
    return false;
}

} // namespace

Result<std::unique_ptr<Port>> programPort(const CaptureProgram& program) {
    auto child = ChildProcess::start(program.command,
                                     {.outputDescriptor = program.output == CaptureProgram::Output::Standard ? 1 : 3});
    if (!child)
        return std::unexpected(child.error());
    return programPort(std::move(*child), program.name);
}

std::unique_ptr<Port> programPort(ChildProcess program, std::string name) {
    return std::make_unique<ProgramPort>(std::move(program), std::move(name));
}

Result<std::string> outputOf(const std::vector<std::string>& command, const std::stop_token& stop) {
    auto child = ChildProcess::start(command, {});
    if (!child)
        return std::unexpected(child.error());
    auto wake = WakeEvent::make();
    if (!wake)
        return std::unexpected(wake.error());
    const std::stop_callback waking(stop, [&wake] { wake->signal(); });
    const auto failed = [&](ErrorKind kind, std::string_view why) {
        return failure(kind, "ask", command.front(), why);
    };
    const auto deadline = Port::Clock::now() + longestList;
    std::string output;
    ErrorOutput words;
    bool isOutputOpen = true;
    while (true) {
        if (stop.stop_requested())
            return failed(ErrorKind::Cancelled, "it was cancelled");
        if (isOutputOpen)
            isOutputOpen = readSome(child->pipes.output.get(), output);
        if (child->pipes.errors && !words.read(child->pipes.errors.get()))
            child->pipes.errors.reset();
        if (output.size() >= mostOutput)
            return failed(ErrorKind::OutOfRange, "it prints more than 1 MiB");
        const auto wrong = isOutputOpen ? std::nullopt : child->end();
        if (wrong)
            return wrong->empty() ? Result<std::string>(std::move(output))
                                  : failed(ErrorKind::System, words.lastLine().empty() ? *wrong : words.lastLine());
        if (Port::Clock::now() >= deadline)
            return failed(ErrorKind::System, "it does not end within ten seconds");
        std::array descriptors{pollfd{wake->fd(), POLLIN, 0},
                               pollfd{isOutputOpen ? child->pipes.output.get() : -1, POLLIN, 0},
                               pollfd{child->pipes.errors.get(), POLLIN, 0}};
        constexpr int untilItEnds = 5; // milliseconds
        constexpr int longest = 1000;
        static_cast<void>(poll(descriptors.data(), descriptors.size(), isOutputOpen ? longest : untilItEnds));
    }
}

} // namespace tapscope

#include "awaited_frame.h"

#include <utility>

namespace tapscope::cli {

Result<std::unique_ptr<AwaitedFrame>> AwaitedFrame::make(const std::string& filter, std::vector<std::string> ports,
                                                         const ScriptFiles& scripts, const PluginChoice& choice) {
    auto plugins = std::make_unique<LoadedPlugins>(choice, scripts);
    auto compiled = FieldFilter::compile(filter, plugins->host().decoders());
    if (!compiled)
        return std::unexpected(compiled.error().asError(filter));
    if (compiled->isEmpty())
        return failure(ErrorKind::Invalid, "wait for", "a frame", "the filter of --until is empty",
                       "Write what the frame has: --until 'icmp.type == 0'");
    return std::unique_ptr<AwaitedFrame>(new AwaitedFrame(std::move(plugins), std::move(*compiled), std::move(ports)));
}

AwaitedFrame::AwaitedFrame(std::unique_ptr<LoadedPlugins> plugins, FieldFilter filter, std::vector<std::string> ports)
    : plugins_(std::move(plugins)), filter_(std::move(filter)), ports_(std::move(ports)),
      plan_(DissectionPlan::fields(plugins_->host().decoders(), filter_.fields())),
      dissector_(plugins_->host().decoders()) {
    if (plan_.needsHistory()) {
        history_.emplace(History::Facts::Unpacked);
        plan_.learnToo(plugins_->host().decoders());
    }
}

std::optional<std::size_t> AwaitedFrame::look(PortId port, std::span<const Frame> frames) {
    facts_.interfaceName = port <= ports_.size() && port > 0 ? std::string_view(ports_[port - 1]) : std::string_view();
    facts_.learning = history_ ? &*history_ : nullptr;
    if (history_)
        history_->forgetBefore(number_ + 1);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        Frame frame = frames[i];
        frame.number = ++number_;
        if (number_ == 1)
            facts_.firstTime = facts_.previousTime = frame.time;
        dissector_.dissect(frame, plan_, dissection_, facts_);
        facts_.previousTime = frame.time;
        if (filter_.matches(dissection_, scratch_))
            return i;
    }
    return std::nullopt;
}

} // namespace tapscope::cli

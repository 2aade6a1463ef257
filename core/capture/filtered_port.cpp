#include <capture/filtered_port.h>
#include <filter/capture_filter.h>

#include <optional>
#include <unordered_map>
#include <utility>

namespace tapscope {
namespace {

class FilteredPort final : public Port, private PortSink {
public:
    FilteredPort(std::unique_ptr<Port> port, std::string filter, std::uint32_t snapLength)
        : port_(std::move(port)), text_(std::move(filter)), snapLength_(snapLength) {}

    [[nodiscard]] const PortFacts& facts() const noexcept override { return port_->facts(); }
    void watches(std::vector<Watch>& watches) override { port_->watches(watches); }
    [[nodiscard]] std::optional<Clock::time_point> due() override { return port_->due(); }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        sink_ = &sink;
        auto received = port_->receive(*this, most);
        if (error_)
            return std::unexpected(*error_);
        return received;
    }
    void drain(PortSink& sink, Clock::time_point until) override {
        sink_ = &sink;
        port_->drain(*this, until);
    }
    [[nodiscard]] Sent send(std::span<const Frame> frames) override { return port_->send(frames); }
    [[nodiscard]] DropCounts losses() override { return port_->losses(); }

private:
    void interface(std::uint32_t id, const CaptureInterface& description) override {
        CaptureInterface told = description;
        told.filter = text_;
        if (told.snapLength == 0 || told.snapLength > snapLength_)
            told.snapLength = snapLength_;
        sink_->interface(id, told);
        if (text_.empty())
            return;
        auto filter = CaptureFilter::compile(text_, description.linkType);
        if (filter)
            filters_.insert_or_assign(id, std::move(*filter));
        else
            error_ = filter.error();
    }
    void frames(std::span<const Frame> frames) override {
        if (error_)
            return;
        kept_.clear();
        for (const Frame& frame : frames) {
            const auto filter = filters_.find(frame.interfaceId);
            if (filter != filters_.end() && !filter->second.matches(frame))
                continue;
            Frame& kept = kept_.emplace_back(frame);
            if (kept.bytes.size() > snapLength_)
                kept.bytes = kept.bytes.first(snapLength_);
        }
        if (!kept_.empty())
            sink_->frames(kept_);
    }
    void gap(std::string_view why, std::optional<std::uint64_t> lost) override { sink_->gap(why, lost); }
    void block(std::uint32_t type, Bytes body) override { sink_->block(type, body); }

    std::unique_ptr<Port> port_;
    std::string text_;
    std::uint32_t snapLength_;
    std::unordered_map<std::uint32_t, CaptureFilter> filters_; ///< by interface
    std::vector<Frame> kept_;
    std::optional<Error> error_;
    PortSink* sink_ = nullptr; ///< set during a call
};

} // namespace

std::unique_ptr<Port> filteredPort(std::unique_ptr<Port> port, std::string filter, std::uint32_t snapLength) {
    return std::make_unique<FilteredPort>(std::move(port), std::move(filter), snapLength);
}

} // namespace tapscope

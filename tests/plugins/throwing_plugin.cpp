#include <decode/dissection.h>
#include <plugin/plugin.h>

#include <QObject>

#include <array>
#include <stdexcept>

namespace {

class ThrowingDecoder final : public tapscope::Decoder {
public:
    [[nodiscard]] const tapscope::ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array hooks = {tapscope::Hook{"ethertype", 0x88b5}};
        static const tapscope::ProtocolInfo info = {
            .abbreviation = "throwing", .title = "Throws", .column = "THROWS", .hooks = hooks};
        return info;
    }
    void decode(tapscope::ByteReader&, tapscope::Dissection&) const override { throw std::runtime_error("on purpose"); }
};

class ThrowingPlugin final : public QObject, public tapscope::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "throwing_plugin.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const tapscope::Decoder*> decoders() const override { return {&decoder_}; }

private:
    ThrowingDecoder decoder_;
};

} // namespace

#include "throwing_plugin.moc"

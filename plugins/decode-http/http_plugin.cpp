#include "http_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class HttpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-http.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&http_, &webSocket_, &text_, &media_, &xml_, &json_, &form_, &multipart_, &ocsp_};
    }

private:
    HttpDecoder http_;
    WebSocketDecoder webSocket_;
    BodyDecoder text_{BodyDecoder::Kind::TextLines};
    BodyDecoder media_{BodyDecoder::Kind::Media};
    BodyDecoder xml_{BodyDecoder::Kind::Xml};
    BodyDecoder json_{BodyDecoder::Kind::Json};
    BodyDecoder form_{BodyDecoder::Kind::Form};
    BodyDecoder multipart_{BodyDecoder::Kind::Multipart};
    BodyDecoder ocsp_{BodyDecoder::Kind::Ocsp};
};

} // namespace tapscope

#include "http_plugin.moc"

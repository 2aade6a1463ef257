#include "theme.h"

#include "style_sheet.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPainter>
#include <QPalette>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <array>

// A static library's resources are not registered by themselves; the macro has to stand outside of all namespaces.
static void registerResources() {
    Q_INIT_RESOURCE(resources);
}

namespace tapscope {
namespace {

struct Tint {
    QLatin1String protocol;
    QRgb light, dark;
};
constexpr std::array tints = {
    Tint{QLatin1String("TCP"), 0xffecf2fe, 0xff202b3a},  Tint{QLatin1String("UDP"), 0xffe8f8f5, 0xff1d3330},
    Tint{QLatin1String("ICMP"), 0xfffdf3e1, 0xff382e1e}, Tint{QLatin1String("ICMPv6"), 0xfffdf3e1, 0xff382e1e},
    Tint{QLatin1String("ARP"), 0xfff6f1d9, 0xff33311d},  Tint{QLatin1String("DNS"), 0xffe8f5ec, 0xff1f3327},
};

} // namespace

const Colours& Theme::light() {
    static const Colours colours{QColor("#f4f5f7"), QColor("#ffffff"), QColor("#dfe2e7"), QColor("#1d2127"),
                                 QColor("#626a75"), QColor("#0b6bcb"), QColor("#ffffff"), QColor("#dcebfa"),
                                 QColor("#1a7f4b"), QColor("#8a5c00"), QColor("#c0342b")};
    return colours;
}

const Colours& Theme::dark() {
    static const Colours colours{QColor("#1b1e23"), QColor("#22262c"), QColor("#343a43"), QColor("#e6e9ee"),
                                 QColor("#9aa3af"), QColor("#5aa9f7"), QColor("#10151b"), QColor("#1e3a57"),
                                 QColor("#55c58a"), QColor("#e0b04c"), QColor("#f08078")};
    return colours;
}

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent), application_(application), system_(application.palette()) {
    registerResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (QFontDatabase::families().contains(QStringLiteral("Inter"))) {
        QFont font(QStringLiteral("Inter"));
        font.setPixelSize(13);
        QApplication::setFont(font);
    }
    apply();
}

bool Theme::isDark() const noexcept {
    if (choice_ != Choice::System)
        return choice_ == Choice::Dark;
    return system_.color(QPalette::Window).lightness() < system_.color(QPalette::WindowText).lightness();
}

void Theme::choose(Choice choice) {
    choice_ = choice;
    apply();
}

void Theme::apply() {
    colours_ = isDark() ? dark() : light();
    QPalette palette;
    palette.setColor(QPalette::Window, colours_.background);
    palette.setColor(QPalette::Base, colours_.pane);
    palette.setColor(QPalette::AlternateBase, colours_.background);
    palette.setColor(QPalette::Button, colours_.pane);
    palette.setColor(QPalette::ToolTipBase, colours_.pane);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, colours_.ink);
    palette.setColor(QPalette::PlaceholderText, colours_.muted);
    palette.setColor(QPalette::Highlight, colours_.accent);
    palette.setColor(QPalette::HighlightedText, colours_.accentInk);
    palette.setColor(QPalette::Link, colours_.accent);
    palette.setColor(QPalette::Mid, colours_.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colours_.muted);
    QApplication::setPalette(palette);
    application_.setStyleSheet(styleSheet(colours_));
    emit changed();
}

QColor Theme::tint(QStringView protocol) const {
    for (const auto& tint : tints) {
        if (protocol == tint.protocol)
            return QColor::fromRgb(isDark() ? tint.dark : tint.light);
    }
    return colours_.pane;
}

QIcon Theme::icon(const QString& name, const QColor& colour) const {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray drawing = file.readAll();
    QIcon icon;
    const auto add = [&](QIcon::Mode mode, const QColor& ink) {
        QByteArray coloured = drawing;
        coloured.replace("currentColor", ink.name().toLatin1());
        QSvgRenderer renderer(coloured);
        for (const int size : {16, 32, 64}) {
            QPixmap pixmap(size, size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            renderer.render(&painter);
            icon.addPixmap(pixmap, mode);
        }
    };
    add(QIcon::Normal, colour.isValid() ? colour : colours_.ink);
    add(QIcon::Disabled, colours_.muted);
    return icon;
}

QFont Theme::fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (QFontDatabase::families().contains(QStringLiteral("JetBrains Mono")))
        font.setFamily(QStringLiteral("JetBrains Mono"));
    font.setPixelSize(12);
    return font;
}

} // namespace tapscope

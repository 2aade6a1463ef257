#include "empty_page.h"

#include "../theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tapscope {

EmptyPage::EmptyPage(const Theme& theme, QWidget* parent) : QWidget(parent) {
    auto* picture = new QLabel;
    theme.keepIcon(picture, QStringLiteral("activity"), &Colours::muted,
                   [picture](const QIcon& icon) { picture->setPixmap(icon.pixmap(48, 48)); });
    picture->setAlignment(Qt::AlignCenter);
    auto* heading = new QLabel(tr("Nothing captured yet"));
    heading->setProperty("role", "heading");
    heading->setAlignment(Qt::AlignCenter);
    auto* sentence =
        new QLabel(tr("Create a TAP and start a capture, or open a capture file. You can also drop a file here."));
    sentence->setProperty("role", "muted");
    sentence->setAlignment(Qt::AlignCenter);
    sentence->setWordWrap(true);
    auto* open = new QPushButton(tr("Open…"));
    open->setToolTip(tr("Open a capture file"));
    theme.keepIcon(open, QStringLiteral("folder-open"), &Colours::ink,
                   [open](const QIcon& icon) { open->setIcon(icon); });
    auto* demo = new QPushButton(tr("Try the demo"));
    demo->setToolTip(tr("Create a TAP with an echo host and some traffic, and watch it"));
    theme.keepIcon(demo, QStringLiteral("sparkles"), &Colours::ink, [demo](const QIcon& icon) { demo->setIcon(icon); });
    demo->setObjectName(QStringLiteral("demo"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(open);
    buttons->addWidget(demo);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(picture);
    layout->addWidget(heading);
    layout->addWidget(sentence);
    layout->addLayout(buttons);
    layout->addStretch();
    connect(open, &QPushButton::clicked, this, &EmptyPage::openAsked);
    connect(demo, &QPushButton::clicked, this, &EmptyPage::demoAsked);
}

} // namespace tapscope

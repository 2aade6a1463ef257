#include "source_settings.h"

#include "../background/background.h"
#include "../settings_form/settings_form.h"
#include "../text/plain_text.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int typingPause = 400; // milliseconds

/// "extcap:randpkt" for each interface, with its description.
std::vector<SourceItem> itemsOf(const SourceFactory& source, const std::stop_token& stop) {
    // An error is reported when the source is opened.
    auto items = SourceCatalog::itemsOf(source, nullptr, stop).value_or(std::vector<SourceItem>());
    for (SourceItem& item : items)
        item.name.insert(0, std::string(source.id()) + ":");
    return items;
}

void addTo(QComboBox& box, const std::vector<SourceItem>& items) {
    const QString typed = box.currentText();
    for (const SourceItem& item : items) {
        box.addItem(plainText(item.name));
        box.setItemData(box.count() - 1, plainText(item.title), Qt::ToolTipRole);
    }
    box.setCurrentText(typed);
}

} // namespace

SourceSettings::SourceSettings(const std::vector<const SourceFactory*>& sources, QThreadPool& pool, QWidget* parent)
    : QWidget(parent), catalog_(sources), sources_(sources), pool_(pool), text_(new QLabel) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(text_);
    text_->setProperty("role", "muted");
    text_->setWordWrap(true);
    typing_.setSingleShot(true);
    typing_.setInterval(typingPause);
    connect(&typing_, &QTimer::timeout, this, &SourceSettings::ask);
    hide();
}

void SourceSettings::listIn(QComboBox& box) {
    for (const auto* source : sources_) { // each by itself: one that does not return holds up no other
        inBackground(
            this, [source, stop = stop_.get_token()] { return itemsOf(*source, stop); },
            [box = QPointer(&box)](const std::vector<SourceItem>& items) {
                if (box)
                    addTo(*box, items);
            },
            pool_);
    }
}

void SourceSettings::showFor(const QString& name) {
    if (name == name_)
        return;
    name_ = name;
    clear();
    if (!name.isEmpty())
        typing_.start();
    else
        typing_.stop();
}

void SourceSettings::ask() {
    const std::string name = name_.toStdString();
    const auto id = SourceCatalog::idIn(name);
    const auto* source = catalog_.find(id);
    if (source == nullptr) {
        showText(tr("There is no source \"%1\"").arg(plainText(std::string(id))));
        return;
    }
    inBackground(
        this,
        [source, rest = name.substr(id.size() + 1), stop = stop_.get_token()] {
            return SourceCatalog::schemaOf(*source, rest, stop);
        },
        [this, asked = name_](const Result<SettingsSchema>& schema) { take(asked, schema); }, pool_);
}

void SourceSettings::take(const QString& name, const Result<SettingsSchema>& schema) {
    if (name != name_)
        return; // another source has been chosen by now
    clear();
    if (!schema) {
        showText(plainText(schema.error().text()));
        return;
    }
    if (schema->settings().empty())
        return;
    form_ = new SettingsForm(*schema);
    layout()->addWidget(form_);
    connect(form_, &SettingsForm::changed, this, &SourceSettings::changed);
    show();
    emit changed();
}

void SourceSettings::showText(const QString& text) {
    text_->setText(text);
    text_->show();
    show();
}

void SourceSettings::clear() {
    delete form_;
    form_ = nullptr;
    text_->hide();
    hide();
    emit changed();
}

SettingValues SourceSettings::values() const {
    return form_ == nullptr ? SettingValues() : form_->values();
}

bool SourceSettings::isValid() const {
    return form_ == nullptr || form_->isValid();
}

} // namespace tapscope

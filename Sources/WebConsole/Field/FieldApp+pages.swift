extension FieldApp {
    /// The two pages; one app behind both.
    enum Page: String, CaseIterable, Sendable {
        /// For samplers.
        case field
        /// For the weighbridge.
        case scale

        private var name: FieldPhrase { self == .field ? .fieldName : .scaleName }

        /// The frame; everything in it is made by the script, from what the device keeps.
        var markup: Markup {
            """
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="theme-color" content="#0b4f45">
            <title>\(name.chinese)</title>
            <link rel="manifest" href="/\(rawValue)/manifest.webmanifest">
            <link rel="icon" type="image/svg+xml" href="/field/icon.svg">
            <link rel="apple-touch-icon" href="/field/icon-180.png">
            <link rel="stylesheet" href="/field/field.css">
            <script type="module" src="/field/main.js"></script>
            </head>
            <body>
            <div id="app"><noscript><main><h1>\(name.chinese)</h1><p>\(FieldPhrase.noScript.chinese)</p>\
            <p lang="en">\(FieldPhrase.noScript.english)</p></main></noscript></div>
            </body>
            </html>
            """
        }

        /// What an installed app is called and how it opens.
        var manifest: String {
            """
            {
             "name": "粮迹台账 · \(name.chinese)",
             "short_name": "\(name.chinese)",
             "lang": "zh-CN",
             "id": "/\(rawValue)/",
             "start_url": "/\(rawValue)/",
             "scope": "/\(rawValue)/",
             "display": "standalone",
             "background_color": "#f3f6f4",
             "theme_color": "#0b4f45",
             "icons": [
              {"src": "/field/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
              {"src": "/field/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
              {"src": "/field/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
              {"src": "/field/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"}
             ]
            }

            """
        }
    }

    /// All words in both languages, as the script reads them.
    static let catalog: String = {
        func words(_ text: (FieldPhrase) -> String) -> String {
            FieldPhrase.allCases.map { "\(quoted($0.rawValue)): \(quoted(text($0)))" }.joined(separator: ",\n")
        }
        return "const WORDS = {\nzh: {\n\(words(\.chinese))\n},\nen: {\n\(words(\.english))\n}\n};\n"
    }()

    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}

// The schema both stacks check metadata against: the keys an uploader fills in, and the shape of the results.
import Ajv from "ajv";

const text = { type: "string" };
const texts = { anyOf: [text, { type: "array", items: text }] };

export const valid = new Ajv({ allErrors: true }).compile({
  type: "object",
  required: ["license"],
  properties: {
    license: texts, language: texts, library_name: text, pipeline_tag: text, base_model: texts, base_model_relation: text, datasets: texts, tags: texts,
    "model-index": {
      type: "array",
      items: {
        type: "object", required: ["name", "results"],
        properties: { name: text, results: { type: "array", items: { type: "object", required: ["task", "dataset", "metrics"] } } },
      },
    },
  },
});
